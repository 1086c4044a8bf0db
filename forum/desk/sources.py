"""What the desk itself finds to need a human: the first-response clocks, and what members write in private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind, QueueAct, QueueSource, Shown, register_source
from forum.core.database import db
from forum.core.policy import Viewer
from forum.desk.models import DeskCause, Talk
from forum.desk.operations.first_response import COMPLAINT, QUESTION
from forum.desk.operations.talks import TALK

ANSWERS = frozenset({AnswerKind.REMOVE, AnswerKind.IGNORE, AnswerKind.VALUE, AnswerKind.PERSONALISE})
"""What counts as a first answer, or says that none is owed. A like is none."""


def _permalink(post_id: int) -> str:
    return url_for("discussions.permalink", post_id=post_id)


def _load_questions(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    return {id: Shown(_("Nobody has answered this question"), href=_permalink(id)) for id in references}


def _load_complaints(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    marked = (
        select(DeskCause.reference, DeskCause.details, Member.name)
        .outerjoin(Member, Member.id == DeskCause.by_id)
        .where(
            DeskCause.source == COMPLAINT, DeskCause.reference.in_(references), DeskCause.settled_at.is_(None)
        )
    )
    return {
        reference: Shown(
            _("Complaint: it says “%(phrase)s”", phrase=details["phrase"])
            if details.get("phrase")
            else _("Marked as a complaint by %(name)s", name=name or _("Former member")),
            href=_permalink(reference),
        )
        for reference, details, name in db.session.execute(marked)
    }


def _load_talks(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    rows = db.session.execute(
        select(Talk.id, Talk.subject, Member.name)
        .join(Member, Member.id == Talk.member_id)
        .where(Talk.id.in_(references))
    )
    return {
        row.id: Shown(
            _("%(name)s wrote to the team", name=row.name),
            href=url_for("desk.talk", talk_id=row.id),
            name=row.subject,
        )
        for row in rows
    }


def init_app(app: Flask) -> None:
    """Enter them."""
    register_source(
        app,
        QueueSource(
            QUESTION, _l("Unanswered questions"), "question", _load_questions, settled_by=ANSWERS, order=40
        ),
    )
    register_source(
        app,
        QueueSource(COMPLAINT, _l("Complaints"), "warning", _load_complaints, settled_by=ANSWERS, order=50),
    )
    register_source(
        app,
        QueueSource(
            TALK,
            _l("Private conversations"),
            "mail",
            _load_talks,
            settled_by=frozenset(),
            acts=(
                QueueAct(
                    "answer",
                    _l("Answer"),
                    _l("You write to the member. Nobody else sees it."),
                    "reply",
                    address=lambda talk_id: url_for("desk.talk", talk_id=talk_id),
                ),
            ),
            order=60,
        ),
    )
