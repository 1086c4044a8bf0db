"""The demo's brand as its community shows it: colours, icon, the picture of the home page; and what it published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.settings import set_setting
from forum.demo.pictures_in import Album
from forum.discussions.kinds import ANNOUNCEMENT
from forum.discussions.models import Category, Topic
from forum.editorial.models import Publication
from forum.editorial.words import Every, Purpose, State
from forum.pages.face import PUBLISHED, Face
from forum.pages.palette import Colours

LATELY = timedelta(weeks=9)
HOUR_OF_THE_DAY = 9


def show_face(brand: Mapping[str, Any], album: Album, owner: Member, now: datetime) -> None:
    """Let the community look like the demo's brand."""
    chosen = brand["colours"]
    face = Face(
        name=brand["community_name"]["en"],
        names=brand["community_name"],
        colours=Colours(chosen["paper"], chosen["ink"], chosen["primary"]),
        icon=album.put_brand(brand["logo"], brand["name"], owner, now),
        hero=album.put_brand(brand["hero"]["picture"], brand["hero"]["alt"]["en"], owner, now),
    )
    set_setting(PUBLISHED, face.stored())


def plan_publications(
    brand: Mapping[str, Any], author: Member, categories: Mapping[str, Category], now: datetime
) -> None:
    """Enter the announcements of the last weeks as published, and what comes next."""
    recent = select(Topic).where(
        Topic.kind == ANNOUNCEMENT, Topic.author_id == author.id, Topic.created_at > now - LATELY
    )
    for topic in db.session.scalars(recent.order_by(Topic.created_at)):
        purpose = Purpose.CONVERSATION
        _add(author, topic.category_id, topic.title, "–", purpose, now, State.PUBLISHED, topic=topic)
    for given in brand["publications"]:
        at = None
        if "in_days" in given:
            day = now + timedelta(days=given["in_days"])
            at = day.replace(hour=HOUR_OF_THE_DAY, minute=0, second=0, microsecond=0)
        state = State.PLANNED if at else State.DRAFT
        place = categories[given["category"]].id
        made = _add(
            author, place, given["title"], given["text"], Purpose(given["purpose"]), now, state, at=at
        )
        made.every = Every(given.get("every", Every.ONCE))


def _add(
    author: Member,
    category_id: int,
    title: str,
    source: str,
    purpose: Purpose,
    now: datetime,
    state: State,
    *,
    at: datetime | None = None,
    topic: Topic | None = None,
) -> Publication:
    publication = Publication(
        author_id=author.id,
        category_id=category_id,
        purpose=purpose,
        title=title,
        source=source,
        state=state,
        planned_for=topic.created_at if topic else at,
        topic_id=topic.id if topic else None,
        published_at=topic.created_at if topic else None,
        created_at=topic.created_at if topic else now,
        updated_at=topic.created_at if topic else now,
    )
    db.session.add(publication)
    return publication
