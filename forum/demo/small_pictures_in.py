"""The brand's own small pictures on their way in, and one of them given with warm words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.core.storage import Storage
from forum.demo.content_files import SMALL_PICTURES
from forum.desk.operations.answers import value
from forum.desk.operations.pictures import add_picture
from forum.discussions.models import Post, Topic
from forum.uploads.operations import TakenIn, take_in_sticker

Taken = Mapping[str, tuple[TakenIn, TakenIn | None]]
"""Each picture at rest and, where it moves, moving, by the name of its file."""


def take_small_pictures_in(described: Mapping[str, Any], storage: Storage) -> Taken:
    """Decode and store them, before the transaction."""
    names = [each["file"] for each in described["pictures"]]
    return {
        name: take_in_sticker((SMALL_PICTURES / f"{name}.webp").read_bytes(), storage=storage)
        for name in names
    }


def give_small_pictures(
    described: Mapping[str, Any], taken: Taken, members: Mapping[str, Member], owner: Member, now: datetime
) -> None:
    """Add them to the set in the name of `owner`, and let one stand beside warm words."""
    given = described["given"]
    at = now - timedelta(days=given["days_ago"])
    kept = {
        each["file"]: add_picture(
            *taken[each["file"]],
            each["name"],
            each["alt"],
            actor=viewer_of(owner),
            now=at - timedelta(days=1),
        )
        for each in described["pictures"]
    }
    found = select(Post).join(Topic, Topic.id == Post.topic_id)
    post = db.session.scalars(
        found.where(Topic.title == given["title"], Post.number == given["number"])
    ).one()
    actor = viewer_of(members[given["by"]])
    value(post, sentence=given["words"], picture=kept[given["file"]], actor=actor, now=at, silent=True)
