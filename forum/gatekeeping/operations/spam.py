"""Training: the spam check learns from what people of this community decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.versions import touch
from forum.gatekeeping.models import SpamModel
from forum.gatekeeping.spam.kept import SCOPE
from forum.gatekeeping.spam.learning import Example, Figures, learn, measure, split
from forum.gatekeeping.spam.model import Model

ENOUGH_TO_MEASURE = 20
"""Judged texts from which a third is kept back to see how well it goes."""
THRESHOLD = 0.5
KEPT_MODELS = 5


class Trained:
    """A model that has learnt, before it is stored: learning takes seconds and holds no transaction."""

    def __init__(self, start: Model, decided: list[Example], ordinary: list[Example]) -> None:
        if not decided and not ordinary:
            raise Invalid(_("There is nothing to learn from yet: no post was judged, and few were written."))
        judged = {each.text for each in decided}
        ordinary = [each for each in ordinary if each.text not in judged]
        self.spam = sum(each.is_spam for each in decided)
        self.ham = len(decided) - self.spam + len(ordinary)
        self.figures: dict[str, Any] = {}
        if len(decided) >= ENOUGH_TO_MEASURE and 0 < self.spam < len(decided):
            lessons, kept_back = split(decided)
            part = learn([*lessons, *ordinary], start=start)
            self.figures = {
                "before": _told(measure(start, kept_back, THRESHOLD)),
                "after": _told(measure(part, kept_back, THRESHOLD)),
            }
        self.model = learn([*decided, *ordinary], start=start)


def store_model(trained: Trained, *, actor: Actor, now: datetime) -> SpamModel:
    """Ask the trained model from now on; a few earlier ones are kept."""
    row = SpamModel(
        trained_at=now,
        spam=trained.spam,
        ham=trained.ham,
        figures=trained.figures,
        weights=trained.model.pack(),
    )
    db.session.add(row)
    db.session.flush()
    newest = select(SpamModel.id).order_by(SpamModel.id.desc()).limit(KEPT_MODELS)
    db.session.execute(delete(SpamModel).where(SpamModel.id.not_in(newest.scalar_subquery())))
    record_act(
        "spam-check.trained",
        actor=actor,
        subject_type="spam-model",
        subject_id=row.id,
        now=now,
        spam=row.spam,
        ham=row.ham,
    )
    touch(SCOPE)
    return row


def forget_training(*, actor: Actor, now: datetime) -> None:
    """Ask the shipped model again, as in a new community."""
    db.session.execute(delete(SpamModel))
    record_act("spam-check.reset", actor=actor, subject_type="spam-model", subject_id=None, now=now)
    touch(SCOPE)


def _told(figures: Figures) -> dict[str, float]:
    return {
        "spam": figures.spam,
        "ham": figures.ham,
        "precision": round(figures.precision, 3),
        "recall": round(figures.recall, 3),
        "false_alarms": round(figures.false_alarm_rate, 4),
    }
