"""Putting in what went further at the moderators' desk: `content/cases.toml`, through the operations of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.database import db
from forum.core.policy import GUEST, Viewer
from forum.core.settings import set_setting
from forum.demo.moderation_in import notice_about
from forum.desk.models import PersonalTask
from forum.desk.operations.answers import value
from forum.desk.operations.talks import close_talk, open_talk, say
from forum.desk.operations.tasks import Promise, drop_task, personalise
from forum.desk.operations.undoing import undo
from forum.desk.words import Gift
from forum.discussions.models import Post, PostUpload, Topic
from forum.discussions.operations.posts import reply
from forum.gatekeeping.models import MeasureKind
from forum.gatekeeping.operations.checks import refuse_post, release_post
from forum.gatekeeping.operations.measures import take_measure
from forum.moderation.models import PurgeGround, Statement, Suspicion
from forum.moderation.operations import (
    Why,
    decide_objection,
    decline_report,
    file_notice,
    hide_picture,
    hide_post,
    hide_posts,
    hide_profile,
    object_to_statement,
    report_post,
)
from forum.moderation.operations.evidence import Lock, lock_as_evidence, open_sealed, tell_authorities
from forum.moderation.operations.keeping import ask_to_keep
from forum.moderation.operations.purging import agree_to_purge, ask_for_purge, refuse_purge
from forum.moderation.operations.reports import NOTICE_MAIL
from forum.moderation.settings import KEEPERS
from forum.uploads.models import Upload

Described = Mapping[str, Any]
KEEPER = "hanne"


def load_cases(described: Described, members: Mapping[str, Member], now: datetime) -> None:
    """Let all that happen, list by list."""
    set_setting(KEEPERS, KEEPER)
    cases = Cases(members, now)
    for each in described["posts"]:
        cases.write(each)
    for name in (
        "held", "complaints", "purges", "evidence", "profiles", "pictures", "hidings", "notices", "acts",
        "promises", "undone", "talks", "measures",
    ):  # fmt: skip
        for each in described[name]:
            getattr(cases, f"put_{name}")(each)
    outbox.recall(NOTICE_MAIL)


class Cases:
    """The cases on their way in. Posts that are written for a case have a key."""

    def __init__(self, members: Mapping[str, Member], now: datetime) -> None:
        self.members, self.now = members, now
        self.written: dict[str, Post] = {}

    def write(self, each: Described) -> None:
        """Have a member write a post."""
        self.written[each["key"]] = self.say(self.topic(each["topic"]), each)

    def put_held(self, each: Described) -> None:
        """Have a member write what a word rule holds, and a moderator decide about it."""
        post, decision = self.say(self.topic(each["topic"]), each), each["decision"]
        actor, at = self.viewer(decision["by"]), self.ago(decision)
        if "reason" in decision:
            refuse_post(post, reason=decision["reason"], message=decision["message"], actor=actor, now=at)
        else:
            release_post(post, actor=actor, now=at)

    def put_complaints(self, each: Described) -> None:
        """Answer a complaint, which a phrase of the brand has marked: its clock stops."""
        self.say(db.session.get_one(Topic, self.post(each).topic_id), each["answer"])

    def put_purges(self, each: Described) -> None:
        """Ask for something to be purged, and have a second person decide."""
        at = self.now - timedelta(days=each["decided_days_ago"])
        request = ask_for_purge(
            self.post(each),
            ground=PurgeGround(each["ground"]),
            because=each["because"],
            actor=self.viewer(each["by"]),
            now=self.ago(each),
        )
        if "agreed_by" in each:
            agree_to_purge(request, actor=self.viewer(each["agreed_by"]), now=at)
        else:
            refuse_purge(request, actor=self.viewer(each["refused_by"]), now=at)

    def put_evidence(self, each: Described) -> None:
        """Lock a post as evidence; have it looked at, told and asked to be kept, where that is described."""
        post = self.post(each)
        lock = Lock(
            Suspicion(each["suspicion"]),
            f"{current_app.config['PUBLIC_URL']}/posts/{post.id}",
            note=each["note"],
            life_at_risk=each.get("life_at_risk", False),
        )
        evidence = lock_as_evidence(post, lock, actor=self.viewer(each["by"]), now=self.ago(each))
        if looker := each.get("looked_at_by"):
            open_sealed(evidence, actor=self.viewer(looker), now=self.ago(each) + timedelta(hours=2))
        if told := each.get("told"):
            tell_authorities(evidence, told["whom"], actor=self.viewer(told["by"]), now=self.ago(told))
        if asked := each.get("renewal"):
            ask_to_keep(
                evidence, because=asked["because"], actor=self.viewer(asked["by"]), now=self.ago(asked)
            )

    def put_profiles(self, each: Described) -> None:
        """Hide what a profile shows."""
        hide_profile(self.members[each["member"]], **self.why(each))

    def put_pictures(self, each: Described) -> None:
        """Hide the picture of a post."""
        shown = select(Upload).join(PostUpload, PostUpload.upload_id == Upload.id)
        upload = db.session.scalars(shown.where(PostUpload.post_id == self.post(each).id)).one()
        hide_picture(upload, **self.why(each))

    def put_hidings(self, each: Described) -> None:
        """Hide a post that was reported, to which its author objects."""
        post, at = self.post(each), self.ago(each)
        reporter = self.viewer(each["reported_by"])
        report_post(post, reason=each["reason"], note="", actor=reporter, now=at - timedelta(hours=5))
        hide_post(post, **self.why(each))
        self.object(select(Statement).where(Statement.post_id == post.id), each["objection"])

    def put_notices(self, each: Described) -> None:
        """Take a notice from outside, and answer it."""
        post, decision = self.post(each), each["decision"]
        report = file_notice(post, notice_about(post, each), actor=GUEST, now=self.ago(each))
        decline_report(
            report, answer=decision["answer"], actor=self.viewer(decision["by"]), now=self.ago(decision)
        )

    def put_acts(self, each: Described) -> None:
        """Hide several posts in one act that still stands."""
        topic = self.topic(each["topic"])
        numbered = select(Post.id).where(Post.topic_id == topic.id, Post.number.in_(each["posts"]))
        why = Why(each["reason"], note=each["note"])
        hide_posts(
            db.session.scalars(numbered).all(),
            why,
            topic=topic,
            actor=self.viewer(each["by"]),
            now=self.ago(each),
        )

    def put_promises(self, each: Described) -> None:
        """Promise something that did not come to be."""
        actor, at = self.viewer(each["by"]), self.ago(each)
        promise = Promise(Gift(each["gift"]), self.members[each["owner"]], (at + timedelta(days=20)).date())
        answer = personalise(
            self.post(each), promise, sentence=each["words"], actor=actor, now=at, silent=True
        )
        task = db.session.scalars(select(PersonalTask).where(PersonalTask.answer_id == answer.id)).one()
        drop_task(task, outcome=each["dropped"], actor=actor, now=at + timedelta(days=6))

    def put_undone(self, each: Described) -> None:
        """Value a post, and take it back."""
        actor, at = self.viewer(each["by"]), self.ago(each)
        answer = value(
            self.post(each), sentence=each["words"], emoji=each["emoji"], actor=actor, now=at, silent=True
        )
        undo(answer, actor=actor, now=at + timedelta(minutes=3))

    def put_talks(self, each: Described) -> None:
        """Have a member write to the team, who answer, note something and close it."""
        member, team, at = self.members[each["member"]], self.viewer(each["by"]), self.ago(each)
        talk = open_talk(
            member,
            subject=each["subject"],
            text=each["words"],
            actor=viewer_of(member),
            now=at,
            silent=True,
        )
        say(talk, each["note"], is_note=True, actor=team, now=at + timedelta(hours=3))
        say(talk, each["reply"], actor=team, now=at + timedelta(hours=4), silent=True)
        close_talk(talk, because=each["closed"], actor=team, now=at + timedelta(days=5))

    def put_measures(self, each: Described) -> None:
        """Take a measure, to which the member objects where that is described."""
        measure = take_measure(
            self.members[each["member"]],
            MeasureKind(each["kind"]),
            days=each.get("days"),
            note=each["note"],
            **self.why(each),
        )
        if objection := each.get("objection"):
            self.object(select(Statement).where(Statement.id == measure.statement_id), objection)

    def object(self, statements: Any, each: Described) -> None:
        """Have a member object, and somebody else decide."""
        statement, decision = db.session.scalars(statements).one(), each["decision"]
        member = db.session.get_one(Member, statement.member_id)
        objection = object_to_statement(
            statement, text=each["text"], actor=viewer_of(member), now=self.ago(each)
        )
        decide_objection(
            objection,
            upheld=True,
            answer=decision["answer"],
            actor=self.viewer(decision["by"]),
            now=self.ago(decision),
        )

    def say(self, topic: Topic, each: Described) -> Post:
        """Return a post that somebody writes into a topic, and that passes the gates as any other."""
        return reply(topic, source=each["words"], author=self.viewer(each["by"]), now=self.ago(each))

    def why(self, each: Described) -> dict[str, Any]:
        """Return reason, message, actor and moment, as all that is told to a member takes them."""
        return {
            "reason": each["reason"],
            "message": each["message"],
            "actor": self.viewer(each["by"]),
            "now": self.ago(each),
        }

    def post(self, each: Described) -> Post:
        """Return the post that was written for a case, or the one by its topic and number."""
        wanted = each["post"]
        if isinstance(wanted, str):
            return self.written[wanted]
        found = select(Post).where(Post.topic_id == self.topic(each["topic"]).id, Post.number == wanted)
        return db.session.scalars(found).one()

    def topic(self, title: str) -> Topic:
        """Return the topic of that title."""
        return db.session.scalars(select(Topic).where(Topic.title == title)).one()

    def viewer(self, handle: str) -> Viewer:
        """Return somebody as an actor."""
        return viewer_of(self.members[handle])

    def ago(self, each: Described) -> datetime:
        """Return the moment of something."""
        return self.now - timedelta(days=float(each["days_ago"]))
