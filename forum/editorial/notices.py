"""What publishing tells people: those whose word is waited for, and authors what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.notices import NoticeKind, Receiver, notify, register_notice_kind
from forum.editorial.models import Publication
from forum.editorial.policy import may_publish
from forum.editorial.words import OUTCOME_WORDS, Outcome

APPROVAL_NOTICE = "approval"
REMINDER_NOTICE = "approval-reminder"
OUTCOME_NOTICE = "approval-outcome"


def _asked(payload: dict[str, Any]) -> Iterable[Receiver]:
    told = {"publication_id": payload["publication_id"], "announcement": payload["title"]}
    if "outcome" in payload:
        told["outcome"] = payload["outcome"]
    yield from (Receiver(member_id, told) for member_id in payload["members"])


def _words(data: Mapping[str, Any]) -> Mapping[str, str]:
    outcome = data.get("outcome")
    said = str(OUTCOME_WORDS[Outcome(outcome)]) if outcome in set(Outcome) else ""
    return {"announcement": str(data.get("announcement", "")), "outcome": said}


def _address(data: Mapping[str, Any]) -> str:
    return f"/editorial/{data['publication_id']}"


APPROVAL = NoticeKind(
    APPROVAL_NOTICE,
    _l("Somebody asks you to agree to an announcement"),
    _l("%(actor)s asks for your word on “%(announcement)s”."),
    _asked,
    icon="announcement",
    push=True,
    order=95,
    fill=_words,
    address=_address,
    reaches=may_publish,
)
REMINDER = NoticeKind(
    REMINDER_NOTICE,
    _l("An announcement still waits for your word"),
    _l("“%(announcement)s” still waits for your word, and the time to answer is nearly over."),
    _asked,
    icon="announcement",
    push=True,
    order=96,
    fill=_words,
    address=_address,
    reaches=may_publish,
)
OUTCOME = NoticeKind(
    OUTCOME_NOTICE,
    _l("What came of an announcement that needed approval"),
    _l("“%(announcement)s”: %(outcome)s"),
    _asked,
    icon="announcement",
    order=97,
    fill=_words,
    address=_address,
    reaches=may_publish,
)


def tell_approvers(
    kind: str, publication: Publication, members: Sequence[int], actor_id: int | None = None
) -> None:
    """Tell those whose word is waited for, once the present transaction is committed."""
    notify(
        kind,
        actor_id=actor_id,
        publication_id=publication.id,
        title=publication.title,
        members=list(members),
    )


def tell_outcome(publication: Publication, outcome: Outcome, members: Sequence[int] = ()) -> None:
    """Tell the author, or `members` instead, what came of it."""
    own = [publication.author_id] if publication.author_id is not None else []
    notify(
        OUTCOME_NOTICE,
        publication_id=publication.id,
        title=publication.title,
        members=list(members) or own,
        outcome=outcome.value,
    )


def init_app(app: Flask) -> None:
    """Enter the kinds."""
    for kind in (APPROVAL, REMINDER, OUTCOME):
        register_notice_kind(app, kind)
