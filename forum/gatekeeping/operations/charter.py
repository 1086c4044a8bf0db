"""Editions of the charter: published, and accepted by members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from forum.accounts.models import ConsentKind, Member
from forum.accounts.operations.consents import record_consent
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.settings import get_setting, set_setting
from forum.core.site import PAGE_LENGTH
from forum.core.typed_text import clean_text
from forum.gatekeeping.models import CharterEdition

TEXTS, VERSION = "site.charter", "accounts.charter_version"
CHANGES_LENGTH = 1_000


def publish_charter(
    texts: Mapping[str, str],
    changes: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
    is_editorial: bool = False,
) -> CharterEdition:
    """Let a new edition hold from now on; the earlier one stays readable.

    Every member is asked to accept it before they write on, unless it is an editorial correction.

    Args:
        texts: the whole charter, by language: all that the community speaks.
        changes: what is different, by language, for those who have read the last edition.
        actor: who publishes it.
        now: from when on it holds.
        is_editorial: whether it only mends words, so that a yes to the edition before holds for this one too.

    Raises:
        Invalid: when a language is missing, something is too long, or nothing has changed.
        NotAllowed: for those who do not decide about the settings.
    """
    if Permission.MANAGE_SETTINGS not in actor.permissions:
        raise NotAllowed(_("Only administrators publish the charter."))
    clean = {code: _checked(texts.get(code, ""), PAGE_LENGTH, f"text_{code}") for code in LANGUAGES}
    missing = {f"text_{code}": _("Please fill this in.") for code, text in clean.items() if not text.strip()}
    if missing:
        raise Invalid(errors=missing)
    told = {code: _checked(changes.get(code, ""), CHANGES_LENGTH, f"changes_{code}") for code in LANGUAGES}
    if clean == {code: text for code, text in get_setting(TEXTS).items() if text}:
        raise Invalid(_("Nothing has changed since the present edition."))
    _keep_first(now)
    number = present_number() + 1
    edition = CharterEdition(
        number=number,
        texts=clean,
        changes={code: text for code, text in told.items() if text},
        is_editorial=is_editorial,
        published_at=now,
        published_by_id=actor.id,
    )
    db.session.add(edition)
    set_setting(TEXTS, clean)
    set_setting(VERSION, number)
    db.session.flush()
    record_act(
        "charter.published",
        actor=actor,
        subject_type="charter",
        subject_id=number,
        now=now,
        is_editorial=is_editorial,
    )
    return edition


def accept_charter(member: Member, number: int, *, now: datetime) -> None:
    """Note that a member accepts the edition that they were shown. Harmless when they did.

    Raises:
        Invalid: when another edition holds by now: nobody accepts what they have not seen.
    """
    if number != present_number():
        raise Invalid(_("There is a newer edition by now. Please read that one."))
    if member.charter_version != number:
        member.charter_version = number
        db.session.flush()
    record_consent(member.id, ConsentKind.CHARTER, True, now=now, version=number)


def present_number() -> int:
    """Return the number of the edition that holds."""
    return int(get_setting(VERSION))


def _keep_first(now: datetime) -> None:
    """Keep the edition that held until now, where it was written before editions were kept."""
    texts = get_setting(TEXTS)
    known = db.session.scalar(select(func.max(CharterEdition.number)))
    number = present_number()
    if texts and (known is None or known < number):
        db.session.add(CharterEdition(number=number, texts=dict(texts), changes={}, published_at=now))
        db.session.flush()


def _checked(typed: str, longest: int, name: str) -> str:
    text = clean_text(typed)
    if len(text) > longest:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=longest), field=name)
    return text
