"""Members: created, renamed, described, given roles, suspended."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from forum.accounts.events import (
    MemberJoined,
    MemberSuspended,
    ProfileChanged,
    RolesChanged,
    SuspensionLifted,
)
from forum.accounts.models import FormerHandle, Member
from forum.accounts.names import clean_name, name_key, passes_for_team
from forum.accounts.operations.handles import free_handle
from forum.accounts.operations.sign_ins import end_sign_ins
from forum.audit.operations import record_act
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid

ROLES = ("moderator", "brand", "administrator")


def clean_email(typed: str) -> str:
    """Return an address as it is stored and compared: lower case, domain in ASCII.

    Raises:
        Invalid: when it cannot be an address.
    """
    try:
        checked = validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise Invalid(_("This does not look like an e-mail address."), field="email") from error
    return f"{checked.local_part}@{checked.ascii_domain}".lower()


def free_name(typed: str, *, brand_names: Iterable[str] = (), member: Member | None = None) -> str:
    """Return `typed` as a display name that `member` (None: somebody new) may take.

    Raises:
        Invalid: when it is no name, looks like somebody else's, or passes for the team's.
    """
    name = clean_name(typed)
    may_speak_for_team = member is not None and (member.is_team or member.is_moderator)
    if not may_speak_for_team and passes_for_team(name, brand_names):
        raise Invalid(_("This name could be taken for our team. Please choose another."), field="name")
    if _name_is_taken(name, member.id if member else None):
        raise Invalid(
            _("Somebody has this name, or one that looks like it. Please choose another."), field="name"
        )
    return name


def create_member(
    *,
    name: str,
    email: str | None,
    password_hash: str | None,
    now: datetime,
    first_name: str = "",
    language: str | None = None,
    time_zone: str = "UTC",
    charter_version: int = 0,
    roles: Iterable[str] = (),
    handle: str | None = None,
) -> Member:
    """Write down a new member whose `name` was found free and whose `email` was shown to be theirs.

    Raises:
        Invalid: when somebody took the name, the handle or the address a moment ago.
    """
    member = Member(
        handle=handle or free_handle(name),
        name=name,
        name_key=name_key(name),
        first_name=first_name,
        email=email,
        password=password_hash,
        fs_uniquifier=secrets.token_hex(16),
        confirmed_at=now if email else None,
        language=language,
        languages=[language] if language else [],
        time_zone=time_zone,
        charter_version=charter_version,
        created_at=now,
        **{f"is_{role}": role in set(roles) for role in ROLES},
    )
    db.session.add(member)
    _flush_or_refuse()
    events.record(MemberJoined(member.id, member.name, now))
    return member


def rename_member(member: Member, name: str, *, now: datetime) -> None:
    """Give `member` the free `name` and the handle that goes with it; the old handle keeps leading to them."""
    if name == member.name:
        return
    handle = free_handle(name, member)
    if handle != member.handle:
        db.session.merge(FormerHandle(handle=member.handle, member_id=member.id, given_up_at=now))
        member.handle = handle
    member.name = name
    member.name_key = name_key(name)
    _flush_or_refuse()
    events.record(ProfileChanged(member.id, now))


def describe_member(
    member: Member,
    *,
    first_name: str,
    about_source: str,
    about_html: str,
    languages: list[str],
    now: datetime,
) -> None:
    """Change what a member says about themselves. `about_html` is `about_source` rendered."""
    member.first_name = first_name
    member.about_source = about_source
    member.about_html = about_html
    member.languages = languages
    db.session.flush()
    events.record(ProfileChanged(member.id, now))


def choose_language(member: Member, *, language: str, time_zone: str | None = None) -> None:
    """Have pages and mails speak `language` to the member, and tell times as in `time_zone`."""
    member.language = language
    member.time_zone = time_zone or member.time_zone
    db.session.flush()


def change_picture(member: Member, key: str | None, *, now: datetime) -> str | None:
    """Show the stored picture `key` beside the member's name; return the key shown until now."""
    former, member.picture_key = member.picture_key, key
    db.session.flush()
    events.record(ProfileChanged(member.id, now))
    return former


def set_roles(member: Member, roles: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Give `member` exactly these roles, and write it into the record.

    Raises:
        ValueError: for a role that does not exist.
    """
    wanted = set(roles)
    if unknown := wanted - set(ROLES):
        raise ValueError(f"there is no role {', '.join(sorted(unknown))}")
    before = [role for role in ROLES if getattr(member, f"is_{role}")]
    for role in ROLES:
        setattr(member, f"is_{role}", role in wanted)
    db.session.flush()
    granted = tuple(role for role in ROLES if role in wanted)
    record_act(
        "member.roles-changed",
        actor=actor,
        subject_type="member",
        subject_id=member.id,
        now=now,
        roles=list(granted),
        before=before,
        after=list(granted),
    )
    events.record(RolesChanged(member.id, granted, actor.id, now))


def suspend_member(member: Member, *, until: datetime, reason: str, actor: Actor, now: datetime) -> None:
    """Keep `member` out until a moment: every sign-in ends now."""
    member.suspended_until = until
    end_sign_ins(member.id, now=now)
    db.session.flush()
    record_act(
        "member.suspended",
        actor=actor,
        subject_type="member",
        subject_id=member.id,
        now=now,
        reason=reason,
        until=until.isoformat(),
    )
    events.record(MemberSuspended(member.id, until, actor.id, now))


def lift_suspension(member: Member, *, actor: Actor, now: datetime) -> None:
    """Let `member` in again."""
    member.suspended_until = None
    db.session.flush()
    record_act("member.suspension-lifted", actor=actor, subject_type="member", subject_id=member.id, now=now)
    events.record(SuspensionLifted(member.id, actor.id, now))


def _name_is_taken(name: str, by_other_than: int | None) -> bool:
    others = Member.name_key == name_key(name)
    if by_other_than is not None:
        others &= Member.id != by_other_than
    return bool(db.session.scalar(select(exists().where(others))))


def _flush_or_refuse() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Invalid(_("Somebody has just taken this name. Please choose another."), field="name") from error
