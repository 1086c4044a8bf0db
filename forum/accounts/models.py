"""Members and what they left with us. Columns that say something about a person are listed in docs/privacy.md."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Enum as EnumColumn,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from forum.core.database import Model

HANDLE_LENGTH = 40
NAME_LENGTH = 40
EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3: a path of 256 characters less its angle brackets
HASH_LENGTH = 64


def stored_as_text(vocabulary: type[StrEnum]) -> EnumColumn:
    """Return a column type that stores the words of `vocabulary` and refuses others in the database."""
    return EnumColumn(
        vocabulary,
        native_enum=False,
        create_constraint=True,
        name=vocabulary.__name__.lower(),
        values_callable=lambda words: [word.value for word in words],
        length=24,
    )


class Member(Model):
    """Somebody who belongs to the community, or once did.

    A member whose account was erased keeps the number, so that answers to their posts still make sense, and nothing
    else: `erased_at` is set and the handle starts with `former-`.
    """

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("topic_count >= 0", name="topic_count"),
        CheckConstraint("post_count >= 0", name="post_count"),
        CheckConstraint("likes_given >= 0", name="likes_given"),
        CheckConstraint("likes_received >= 0", name="likes_received"),
        Index("ix_member_created_at_id", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(HANDLE_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    name_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    first_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="", server_default="")
    email: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    confirmed_at: Mapped[datetime | None]

    is_moderator: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_brand: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_administrator: Mapped[bool] = mapped_column(default=False, server_default=false())

    language: Mapped[str | None] = mapped_column(String(8))
    languages: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    about_source: Mapped[str] = mapped_column(Text, default="", server_default="")
    about_html: Mapped[str] = mapped_column(Text, default="", server_default="")
    picture_key: Mapped[str | None] = mapped_column(String(200))

    charter_version: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    topic_count: Mapped[int] = mapped_column(default=0, server_default="0")
    post_count: Mapped[int] = mapped_column(default=0, server_default="0")
    likes_given: Mapped[int] = mapped_column(default=0, server_default="0")
    likes_received: Mapped[int] = mapped_column(default=0, server_default="0")
    counted_likes: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of the likes received, those that count for badges."""
    days_visited: Mapped[int] = mapped_column(default=0, server_default="0")

    @hybrid_property
    def is_team(self) -> bool:
        """Whether the "team" mark of brand people stands beside this name."""
        return self.is_brand or self.is_administrator

    @is_team.inplace.expression
    @classmethod
    def _is_team_expression(cls) -> ColumnElement[bool]:
        return cls.is_brand.is_(True) | cls.is_administrator.is_(True)

    def __repr__(self) -> str:
        return f"<Member {self.id} {self.handle}>"


class FormerHandle(Model):
    """A handle that a member gave up: old links keep working, and nobody else can slip into it."""

    __tablename__ = "former_handle"

    handle: Mapped[str] = mapped_column(String(HANDLE_LENGTH), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    given_up_at: Mapped[datetime]


class SignIn(Model):
    """One browser in which a member is signed in. The cookie carries a token, this row only its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    method: Mapped[str] = mapped_column(String(24))
    network: Mapped[str] = mapped_column(String(64), default="")
    device: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    fresh_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()


class SignUp(Model):
    """Somebody who filled in the sign-up form and has not yet shown that the address is theirs.

    Only the confirmation makes a member of it. Nobody can therefore occupy a stranger's address or name, and
    what was typed is forgotten when the time to confirm has passed.
    """

    __tablename__ = "sign_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    password: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(8))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    charter_version: Mapped[int]
    wants_marketing: Mapped[bool] = mapped_column(default=False)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    next_path: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(index=True)


class Purpose(StrEnum):
    """What a one-time proof is good for; good for nothing else."""

    CONFIRM = "confirm"
    RESET = "reset"
    CHANGE_EMAIL = "change-email"
    SECOND_STEP = "second-step"
    PASSKEY = "passkey"
    SETUP = "setup"


class OneTimeProof(Model):
    """Something that can be shown once: a link in a mail, a code typed instead, a ticket held by one browser.

    Link and code are derived from the community's secret and this row's ticket, so no code is stored.

    A row is also written where the address is unknown, with neither member nor sign-up behind it, so that asking
    takes the same work and shows the same page.
    """

    __tablename__ = "one_time_proof"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(stored_as_text(Purpose))
    ticket_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    link_hash: Mapped[str | None] = mapped_column(String(HASH_LENGTH), unique=True)
    sent_to: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    sign_up_id: Mapped[int | None] = mapped_column(ForeignKey("sign_up.id", ondelete="CASCADE"), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class WrongTries(Model):
    """How many wrong passwords or codes came for one subject (an account, a network, both) since `since`."""

    __tablename__ = "wrong_tries"

    subject_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int] = mapped_column(default=1)


class SecondFactor(Model):
    """A member's authenticator app. The secret is encrypted; `last_counter` makes each code good for one use."""

    __tablename__ = "second_factor"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(Text)
    last_counter: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class RecoveryCode(Model):
    """One of the codes that stand in for a lost authenticator, each once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """A WebAuthn credential. `credential_id` and `public_key` are base64url, as browsers speak them."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str]] = mapped_column(default=list)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class ConsentKind(StrEnum):
    """What a member can agree to."""

    CHARTER = "charter"
    PRIVACY = "privacy"
    AGE = "age"
    MARKETING = "marketing"


class Consent(Model):
    """One yes or no, with its moment. Rows are only ever added; the latest of a kind is what holds."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_member_id_kind_id", "member_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[ConsentKind] = mapped_column(stored_as_text(ConsentKind))
    given: Mapped[bool]
    version: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class Invitation(Model):
    """A link that lets one person sign up. The database sees to it that it is one."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    note: Mapped[str] = mapped_column(String(120), default="")
    created_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), unique=True)


class ExportPart(Model):
    """What one room knows about a member, gathered at their request and kept for a week. Compressed JSON."""

    __tablename__ = "export_part"
    __table_args__ = (UniqueConstraint("job_id", "room"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    room: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(index=True)
