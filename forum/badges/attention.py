"""What of this room needs a human: likes that look as if they were not given for what a post says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.badges.models import LikeFinding
from forum.core.attention import QueueAct, QueueSource, Shown, register_source
from forum.core.database import db
from forum.core.policy import Viewer

FINDING = "likes"
RING = "ring"


def _load(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    found = select(LikeFinding.id, LikeFinding.kind).where(LikeFinding.id.in_(references))
    return {
        row.id: Shown(
            _("Members who mostly like each other") if row.kind == RING else _("Many likes from new members"),
            href=url_for("badges.likes", judged=False),
            name=_("Unusual likes"),
        )
        for row in db.session.execute(found)
    }


def init_app(app: Flask) -> None:
    """Enter the source of the queue."""
    register_source(
        app,
        QueueSource(
            FINDING,
            _l("Unusual likes"),
            "heart",
            _load,
            settled_by=frozenset(),
            acts=(
                QueueAct(
                    "judge",
                    _l("Look and decide"),
                    _l("Discounted likes stay, but count for no badge. You can lift that again."),
                    address=lambda _id: url_for("badges.likes", judged=False),
                ),
            ),
            order=80,
        ),
    )
