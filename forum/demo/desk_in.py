"""Putting the work of the demo's team in: `content/desk.toml`, through the operations that the team uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.core.policy import Viewer
from forum.desk.models import DeskItem, PersonalTask, Talk
from forum.desk.operations import care
from forum.desk.operations.answers import ignore, like_as_team, value
from forum.desk.operations.first_response import ask_for_answer, mark_complaint
from forum.desk.operations.queue import waiting_item_of, wake_due
from forum.desk.operations.talks import open_talk, say
from forum.desk.operations.tasks import Promise, finish_task, personalise
from forum.desk.operations.wording import save_template
from forum.desk.words import Gift, Tone
from forum.discussions.kinds import QUESTION
from forum.discussions.models import Post, Topic
from forum.moderation.operations.reports import report_post

LATELY = timedelta(days=14)


def load_desk(described: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    """Let the team answer, and let something of every kind wait for it."""
    desk = _Desk(members, now)
    for each in described["answers"]:
        desk.answer(each)
    for each in described["templates"]:
        desk.keep_template(each)
    for each in described["reports"]:
        desk.report(each)
    for each in described["complaints"]:
        mark_complaint(desk.post(each), actor=desk.viewer(each["by"]), now=now)
    for each in described["talks"]:
        desk.open_talk(each)
    for post in _unanswered(now):
        ask_for_answer(post, now=now)
    wake_due(now=now)


def _unanswered(now: datetime) -> list[Post]:
    """Return the questions of the last days to which nobody has said a word."""
    found = (
        select(Post)
        .join(Topic, Topic.id == Post.topic_id)
        .where(
            Topic.kind == QUESTION, Topic.post_count == 1, Post.number == 1, Post.created_at > now - LATELY
        )
    )
    return list(db.session.scalars(found.order_by(Post.id)))


@dataclass(frozen=True)
class _Desk:
    """The desk on its way in."""

    members: Mapping[str, Member]
    now: datetime

    def viewer(self, handle: str) -> Viewer:
        """Return one of the team, or a member, as an actor."""
        return viewer_of(self.members[handle])

    def post(self, each: Mapping[str, Any]) -> Post:
        """Return the post that is named by its topic's title and its number."""
        found = select(Post).join(Topic, Topic.id == Post.topic_id)
        return db.session.scalars(
            found.where(Topic.title == each["title"], Post.number == each["number"])
        ).one()

    def answer(self, each: Mapping[str, Any]) -> None:
        """Give one answer."""
        post, actor = self.post(each), self.viewer(each["by"])
        at = self.now - timedelta(days=each["days_ago"])
        if each["kind"] == "value":
            value(post, sentence=each["words"], emoji=each["emoji"], actor=actor, now=at, silent=True)
        elif each["kind"] == "personalise":
            self._promise(post, each, actor, at)
        elif each["kind"] == "like":
            like_as_team(post, actor=actor, now=at)
        else:
            ignore(post, actor=actor, now=at)

    def _promise(self, post: Post, each: Mapping[str, Any], actor: Viewer, at: datetime) -> None:
        due = (self.now + timedelta(days=each["due_in_days"])).date()
        promise = Promise(Gift(each["gift"]), self.members[each["owner"]], max(due, at.date()))
        answer = personalise(post, promise, sentence=each["words"], actor=actor, now=at, silent=True)
        task = db.session.scalars(select(PersonalTask).where(PersonalTask.answer_id == answer.id)).one()
        if "reply" in each:
            talk = db.session.get_one(Talk, task.talk_id)
            author = next(member for member in self.members.values() if member.id == post.author_id)
            say(talk, each["reply"], actor=viewer_of(author), now=self.now - timedelta(hours=7))
        if "outcome" in each:
            finish_task(task, outcome=each["outcome"], actor=actor, now=at + timedelta(days=9))

    def keep_template(self, each: Mapping[str, Any]) -> None:
        """Keep words to start from."""
        save_template(
            None,
            kind=AnswerKind(each["kind"]),
            language=each["language"],
            tone=Tone(each["tone"]),
            name=each["name"],
            text=each["text"],
            actor=self.viewer("ines"),
            now=self.now,
        )

    def report(self, each: Mapping[str, Any]) -> None:
        """Have a member report a post, and the team begin to work on it."""
        post, at = self.post(each), self.now - timedelta(hours=each["hours_ago"])
        report_post(post, reason=each["reason"], note=each["note"], actor=self.viewer(each["by"]), now=at)
        item = waiting_item_of(post.id)
        assert item is not None
        self._work_on(item, each)

    def _work_on(self, item: DeskItem, each: Mapping[str, Any]) -> None:
        oonagh = self.viewer("oonagh")
        if "assigned_to" in each:
            care.assign(item, self.members[each["assigned_to"]], actor=oonagh, now=self.now)
        if "remark" in each:
            care.note(item, each["remark"], actor=oonagh, now=self.now)
        if "claimed_by" in each:
            care.claim(item, actor=self.viewer(each["claimed_by"]), now=self.now)
        if "hold_days" in each:
            until = self.now + timedelta(days=each["hold_days"])
            care.hold(item, until=until, because=each["because"], actor=oonagh, now=self.now)

    def open_talk(self, each: Mapping[str, Any]) -> None:
        """Have a member write to the team."""
        member = self.members[each["member"]]
        at = self.now - timedelta(hours=each["hours_ago"])
        open_talk(
            member, subject=each["subject"], text=each["words"], actor=viewer_of(member), now=at, silent=True
        )
