"""Putting the demo's campaigns in: `content/campaigns.toml`, through the operations that members use."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.campaigns import Dates, close_ideas, start_campaign
from forum.campaigns.operations.ideas import drop_idea, keep_idea, merge_idea, propose_idea
from forum.campaigns.operations.outcomes import add_step, publish_outcome
from forum.campaigns.operations.voting import Vote, open_vote
from forum.campaigns.words import Form, IdeaState, OutcomeKind, StepKind
from forum.core.database import db
from forum.core.policy import Viewer
from forum.demo.pictures_in import Album
from forum.discussions.models import Category, Topic
from forum.discussions.operations.posts import reply
from forum.discussions.operations.texts import prepare_text
from forum.discussions.operations.topics import first_post_of
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.live import recount
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.words import Kind
from forum.reactions.models import Like
from forum.uploads.models import Upload

CATEGORY = "ideas"
SEALED_AFTER = timedelta(seconds=12)


def load_campaigns(
    campaigns: Sequence[Mapping[str, Any]],
    members: Mapping[str, Member],
    categories: Mapping[str, Category],
    album: Album,
    now: datetime,
) -> None:
    """Run every campaign as far as it has come."""
    for described in campaigns:
        _Run(described, members, categories[CATEGORY], album, now).load()


@dataclass
class _Run:
    """One campaign on its way in."""

    described: Mapping[str, Any]
    members: Mapping[str, Member]
    category: Category
    album: Album
    now: datetime
    ideas: list[Idea] = field(default_factory=list)

    def load(self) -> None:
        """Begin it, have ideas proposed, and go on as far as it is described."""
        described = self.described
        campaign = self._start()
        for each in described["ideas"]:
            self.ideas.append(self._propose(campaign, each))
        if "ideas_days_ago" in described:
            close_ideas(campaign, actor=self._brand(), now=self._ago(described["ideas_days_ago"]))
            self._answer()
        if "vote_days_ago" in described:
            self._vote(campaign)
        if "outcome" in described:
            self._publish(campaign, described["outcome"])

    def _start(self) -> Campaign:
        described, at = self.described, self._ago(self.described["days_ago"])
        brief = described["brief"].strip()
        if "picture" in described:
            picture, owner = described["picture"], self.members[described["author"]]
            brief = f"![{picture['alt']}]({self.album.put(picture['name'], picture['alt'], owner, at)})\n\n{brief}"
        return start_campaign(
            category=self.category,
            title=described["title"],
            brief=prepare_text(brief, read_level=0, language=described["lang"]),
            form=Form(described["form"]),
            dates=Dates(self._in("ideas_in_days"), self._in("vote_in_days"), self._in("vote_until_in_days")),
            author=self._brand(),
            now=at,
            silent=True,
        )

    def _propose(self, campaign: Campaign, each: Mapping[str, Any]) -> Idea:
        at = self._ago(each["days_ago"])
        idea = propose_idea(
            campaign,
            title=each["title"],
            source=each["text"],
            author=viewer_of(self.members[each["by"]]),
            now=at,
            silent=True,
        )
        topic = db.session.get_one(Topic, idea.topic_id)
        for number, said in enumerate(each.get("replies", ()), start=1):
            author = viewer_of(self.members[said["by"]])
            reply(
                topic, source=said["text"], author=author, now=at + timedelta(hours=5 * number), silent=True
            )
        self._like(topic, each, at)
        return idea

    def _like(self, topic: Topic, each: Mapping[str, Any], at: datetime) -> None:
        chance = random.Random(each["title"])  # noqa: S311 - always the same likes
        fans = [
            member
            for handle, member in self.members.items()
            if handle != each["by"] and member.created_at < at
        ]
        chance.shuffle(fans)
        post_id = first_post_of(topic).id
        rows = [
            {
                "post_id": post_id,
                "member_id": fan.id,
                "created_at": at + (self.now - at) * chance.uniform(0, 0.9),
            }
            for fan in fans[: each.get("likes", 0)]
        ]
        if rows:
            db.session.execute(insert(Like), rows)

    def _answer(self) -> None:
        at = self._ago(self.described["ideas_days_ago"]) + timedelta(hours=3)
        for idea, each in zip(self.ideas, self.described["ideas"], strict=True):
            state, said = each.get("state", IdeaState.OPEN), each.get("sentence", "")
            if state == IdeaState.KEPT:
                keep_idea(idea, sentence=said, actor=self._brand(), now=at, silent=True)
            elif state == IdeaState.NOT_KEPT:
                drop_idea(idea, sentence=said, actor=self._brand(), now=at, silent=True)
            elif state == IdeaState.MERGED:
                into = self.ideas[each["into"] - 1]
                merge_idea(idea, into, sentence=said, actor=self._brand(), now=at, silent=True)

    def _vote(self, campaign: Campaign) -> None:
        opened = self._ago(self.described["vote_days_ago"])
        is_over = "closed_days_ago" in self.described
        closes = self._ago(self.described["closed_days_ago"]) if is_over else self._in("closes_in_days")
        poll = open_vote(
            campaign, Vote(kind=Kind.APPROVAL, closes_at=closes), actor=self._brand(), now=opened, silent=True
        )
        self._cast(poll, opened, min(closes or self.now, self.now))
        if is_over and closes is not None:
            close_poll(poll, at=closes)
            seal_poll(poll.id, now=closes + SEALED_AFTER, silent=True)
        else:
            recount(poll.id, now=self.now)

    def _cast(self, poll: Poll, opened: datetime, end: datetime) -> None:
        chance = random.Random(self.described["title"])  # noqa: S311 - always the same votes
        voters = [member for member in self.members.values() if member.created_at < opened]
        chance.shuffle(voters)
        for ballot in self.described["votes"]:
            for _turn in range(min(ballot["voters"], len(voters))):
                at = opened + (end - opened) * chance.uniform(0.01, 0.95)
                marks = {"q1": [str(mark) for mark in ballot["marks"]]}
                cast_ballot(viewer_of(voters.pop()), poll.id, marks, arrived=at, now=at)

    def _publish(self, campaign: Campaign, outcome: Mapping[str, Any]) -> None:
        publish_outcome(
            campaign,
            OutcomeKind(outcome["kind"]),
            prepare_text(outcome["reason"].strip(), read_level=0, language=self.described["lang"]),
            chosen=self.ideas[outcome["chosen"] - 1],
            actor=self._brand(),
            now=self._ago(outcome["days_ago"]),
            silent=True,
        )
        for step in self.described.get("steps", ()):
            at = self._ago(step["days_ago"])
            add_step(
                campaign,
                StepKind(step["kind"]),
                text=step["text"],
                on_day=(self.now + timedelta(days=step["in_days"])).date() if "in_days" in step else None,
                upload_id=self._picture(step["picture"], at) if "picture" in step else None,
                actor=self._brand(),
                now=at,
                silent=True,
            )

    def _picture(self, picture: Mapping[str, str], at: datetime) -> int:
        owner = self.members[self.described["author"]]
        key = self.album.put(picture["name"], picture["alt"], owner, at).rpartition("/")[2]
        return db.session.scalars(select(Upload.id).where(Upload.key == key)).one()

    def _brand(self) -> Viewer:
        return viewer_of(self.members[self.described["author"]])

    def _ago(self, days: float) -> datetime:
        return self.now - timedelta(days=float(days))

    def _in(self, name: str) -> datetime | None:
        return self.now + timedelta(days=float(self.described[name])) if name in self.described else None
