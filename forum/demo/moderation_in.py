"""Putting in what was objected to, declined and asked: `content/moderation.toml`, through moderation's operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.database import db
from forum.core.policy import GUEST, Viewer
from forum.discussions.models import Post, Topic
from forum.moderation.models import PurgeGround, Statement
from forum.moderation.operations import (
    Notice,
    Why,
    decide_objection,
    decline_report,
    file_notice,
    hide_posts,
    object_to_report,
    object_to_statement,
    report_post,
    undo_act,
)
from forum.moderation.operations.purging import ask_for_purge
from forum.moderation.operations.reports import NOTICE_MAIL


def load_moderation(described: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    """Let people object, moderators decide, and something of every kind wait for a second person."""
    room = _Room(members, now)
    for each in described["objections"]:
        room.object(each)
    for each in described["declined"]:
        room.decline(each)
    for each in described["notices"]:
        room.notify(each)
    for each in described["purges"]:
        room.ask_for_purge(each)
    for each in described["acts"]:
        room.hide_and_undo(each)
    outbox.recall(NOTICE_MAIL)


@dataclass(frozen=True)
class _Room:
    """The demo's people on their way through moderation."""

    members: Mapping[str, Member]
    now: datetime

    def object(self, each: Mapping[str, Any]) -> None:
        """Object to a post's being hidden; decide about it where that is described."""
        post = self._post(each)
        statement = db.session.scalars(select(Statement).where(Statement.post_id == post.id)).one()
        author = self._viewer(db.session.get_one(Member, post.author_id).handle)
        objection = object_to_statement(statement, text=each["text"], actor=author, now=self._ago(each))
        if decision := each.get("decision"):
            decide_objection(
                objection,
                upheld=decision["upheld"],
                answer=decision["answer"],
                actor=self._viewer(decision["by"]),
                now=self._ago(decision),
            )

    def decline(self, each: Mapping[str, Any]) -> None:
        """Report something, leave it, and object to that."""
        reporter, at = self._viewer(each["by"]), self._ago(each)
        report = report_post(
            self._post(each), reason=each["reason"], note=each["note"], actor=reporter, now=at
        )
        decision, objection = each["decision"], each["objection"]
        decline_report(
            report,
            answer=decision["answer"],
            actor=self._viewer(decision["by"]),
            now=at + timedelta(hours=5),
        )
        object_to_report(report, text=objection["text"], actor=reporter, now=self._ago(objection))

    def notify(self, each: Mapping[str, Any]) -> None:
        """Send a notice from outside."""
        post = self._post(each)
        file_notice(post, notice_about(post, each), actor=GUEST, now=self._ago(each))

    def ask_for_purge(self, each: Mapping[str, Any]) -> None:
        """Ask for something to be purged."""
        ask_for_purge(
            self._post(each),
            ground=PurgeGround(each["ground"]),
            because=each["because"],
            actor=self._viewer(each["by"]),
            now=self._ago(each),
        )

    def hide_and_undo(self, each: Mapping[str, Any]) -> None:
        """Hide several posts in one act, and show them again in one."""
        topic = self._topic(each["topic"])
        ids = db.session.scalars(
            select(Post.id).where(Post.topic_id == topic.id, Post.number.in_(each["posts"]))
        ).all()
        act = hide_posts(
            ids,
            Why(each["reason"], note=each["note"]),
            topic=topic,
            actor=self._viewer(each["by"]),
            now=self._ago(each),
        )
        undone = each["undone"]
        undo_act(act, because=undone["because"], actor=self._viewer(undone["by"]), now=self._ago(undone))

    def _topic(self, title: str) -> Topic:
        return db.session.scalars(select(Topic).where(Topic.title == title)).one()

    def _post(self, each: Mapping[str, Any]) -> Post:
        topic = self._topic(each["topic"])
        found = select(Post).where(Post.topic_id == topic.id, Post.number == each["post"])
        return db.session.scalars(found).one()

    def _viewer(self, handle: str) -> Viewer:
        return viewer_of(self.members[handle])

    def _ago(self, each: Mapping[str, Any]) -> datetime:
        return self.now - timedelta(days=float(each["days_ago"]))


def notice_about(post: Post, each: Mapping[str, Any]) -> Notice:
    """Return what somebody from outside writes about `post`, as the content files tell it."""
    return Notice(
        address=f"{current_app.config['PUBLIC_URL']}/posts/{post.id}",
        reason=each["reason"],
        text=each["text"],
        name=each["name"],
        email=f"{each['name'].split()[0].lower()}@example.org",
        in_good_faith=True,
        language="en",
    )
