"""What was locked as evidence of a possible crime: a sealed copy, who looked at it, how long it is kept."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, false, text as sql
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

WHOM_LENGTH = 300
HASH_LENGTH = 64


class Suspicion(StrEnum):
    """What crime is suspected."""

    HATE = "hate"
    THREAT = "threat"
    CHILD_ABUSE = "child-abuse"
    """Never copied and never exported: blocked and reported, nothing else."""
    OTHER = "other"


class Look(StrEnum):
    """What somebody did with a sealed copy."""

    READ = "read"
    EXPORTED = "exported"


class Evidence(Model):
    """One post that may be a crime, as it stood when it was locked.

    `content` is one canonical JSON text, and `sha256` its hash, made once. `told_at` is when the authorities were told,
    where a life is at risk (DSA, art. 18) or child abuse is suspected. Once `forgotten_at`, only the hash is left.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("suspicion IN ('hate', 'threat', 'child-abuse', 'other')", name="known_suspicion"),
        CheckConstraint("suspicion <> 'child-abuse' OR content IS NULL", name="child_abuse_is_never_copied"),
        CheckConstraint("(content IS NULL) OR (sha256 IS NOT NULL)", name="sealed_with_a_hash"),
        CheckConstraint("forgotten_at IS NULL OR content IS NULL", name="forgotten_is_gone"),
        CheckConstraint("(told_at IS NULL) = (told_whom = '')", name="told_somebody"),
        Index(
            "uq_evidence_post",
            "post_id",
            unique=True,
            sqlite_where=sql("forgotten_at IS NULL"),
            postgresql_where=sql("forgotten_at IS NULL"),
        ),
        Index("ix_evidence_keep_until", "keep_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    suspicion: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(HASH_LENGTH))
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    sealed_at: Mapped[datetime]
    keep_until: Mapped[datetime]
    life_at_risk: Mapped[bool] = mapped_column(default=False, server_default=false())
    told_at: Mapped[datetime | None]
    told_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    told_whom: Mapped[str] = mapped_column(String(WHOM_LENGTH), default="")
    forgotten_at: Mapped[datetime | None]

    @property
    def must_be_told(self) -> bool:
        """Whether the authorities have to be told without being asked."""
        return self.life_at_risk or self.suspicion == Suspicion.CHILD_ABUSE


class EvidencePicture(Model):
    """A picture that the sealed post showed, as it was stored."""

    __tablename__ = "evidence_picture"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class EvidenceLook(Model):
    """One look at a sealed copy."""

    __tablename__ = "evidence_look"
    __table_args__ = (CheckConstraint("act IN ('read', 'exported')", name="known_act"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    act: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class EvidenceRenewal(Model):
    """That evidence is kept for longer: one person asks, another agrees."""

    __tablename__ = "evidence_renewal"
    __table_args__ = (
        CheckConstraint("because <> ''", name="with_a_reason"),
        CheckConstraint("(agreed_at IS NULL) = (second IS NULL)", name="agreed_by_a_second"),
        Index(
            "uq_evidence_renewal_asked",
            "evidence_id",
            unique=True,
            sqlite_where=sql("agreed_at IS NULL"),
            postgresql_where=sql("agreed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"), index=True)
    because: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    asked_at: Mapped[datetime]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    agreed_at: Mapped[datetime | None]
    second: Mapped[str | None] = mapped_column(String(20))
