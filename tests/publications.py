"""What the brand wrote for later, for tests: kept, planned, and put before others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Category, Topic
from forum.editorial.models import Publication
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Exceptional, Written
from forum.editorial.words import Purpose
from tests.conversations import NOON, shelf

HOUR = timedelta(hours=1)
TOMORROW = NOON + timedelta(days=1)


def written(author: Viewer, planned_for: datetime | None = TOMORROW, **more: Any) -> int:
    """Keep a draft of `author`; answers its number."""
    place = db.session.query(Category).first() or shelf("news")
    known = {"purpose": Purpose.CONVERSATION, "title": "The spring bar", "source": "It is **here**.", **more}
    with write_transaction():
        text = Written(db.session.get_one(Category, place.id), planned_for=planned_for, **known)
        return drafts.write_publication(text, author=author, now=NOON).id


def the(number: int) -> Publication:
    return db.session.get_one(Publication, number, populate_existing=True)


def planned(author: Viewer, planned_for: datetime | None = TOMORROW, **more: Any) -> int:
    number = written(author, planned_for, **more)
    with write_transaction():
        drafts.plan(the(number), actor=author, now=NOON)
    return number


def asked(author: Viewer, *approvers: int, until: datetime | None = None) -> int:
    number = written(author)
    with write_transaction():
        drafts.ask_approval(the(number), Exceptional("A recall.", approvers, until), actor=author, now=NOON)
    return number


def titles() -> list[str]:
    """Return what was published, in order."""
    db.session.rollback()
    return list(db.session.scalars(select(Topic.title).order_by(Topic.id)))
