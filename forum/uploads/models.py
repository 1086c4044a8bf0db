"""One picture, as it was taken in."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

ALT_LENGTH = 300


class Purpose(StrEnum):
    """What a picture was brought for, which says who may see it."""

    POST = "post"
    AVATAR = "avatar"
    BRAND = "brand"


class Withheld(IntEnum):
    """Whether moderation withholds a picture."""

    NOT = 0
    HIDDEN = 1
    """Its owner and moderators still see it."""
    BLOCKED = 2
    """Nobody sees it, whoever they are: it may be child abuse."""


class Upload(Model):
    """A picture and what is known about it. Its files stand in the storage under `key`, which nobody can guess.

    `sha256` is the hash of the file as it came, `byte_size` the size of all that is kept of it.
    """

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("width > 0 AND height > 0", name="size"),
        CheckConstraint("byte_size > 0", name="byte_size"),
        CheckConstraint("withheld >= 0 AND withheld <= 2", name="withheld"),
        Index("ix_upload_owner_id_sha256", "owner_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    purpose: Mapped[Purpose] = mapped_column(
        Enum(
            Purpose,
            native_enum=False,
            create_constraint=True,
            name="purpose",
            values_callable=lambda words: [word.value for word in words],
            length=16,
        )
    )
    content_type: Mapped[str] = mapped_column(String(60))
    width: Mapped[int]
    height: Mapped[int]
    byte_size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    alt: Mapped[str] = mapped_column(String(ALT_LENGTH), default="", server_default="")
    withheld: Mapped[int] = mapped_column(default=Withheld.NOT, server_default="0")
    created_at: Mapped[datetime] = mapped_column(index=True)
