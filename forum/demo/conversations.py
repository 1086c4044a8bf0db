"""Putting the demo's topics in: every post through the operation that members use, at the time it was written."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import force_locale
from sqlalchemy import insert

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.demo.content_files import PICTURE
from forum.demo.pictures_in import Album
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.posts import reply
from forum.discussions.operations.topic_care import close_topic, pin_topic
from forum.discussions.operations.topics import first_post_of, start_topic
from forum.discussions.operations.withdrawals import withdraw_post
from forum.discussions.quoting import attribution_of
from forum.moderation.operations import hide_post
from forum.reactions.models import Like

QUOTE = re.compile(r"^\[quote post=(\d+)\]\n(.*?)\n\[/quote\]$", re.MULTILINE | re.DOTALL)
MOST_HOURS_TO_A_LIKE = 72


def load_topics(
    topics: Sequence[Mapping[str, Any]],
    members: Mapping[str, Member],
    categories: Mapping[str, Category],
    album: Album,
    now: datetime,
) -> None:
    """Write down every topic with its posts, likes, edits, hidings and withdrawals."""
    for description in topics:
        _Conversation(description, members, categories, album, now).load()


class _Conversation:
    """One topic on its way in. Post numbers in the file are places in `self.posts`, from 1."""

    def __init__(
        self,
        description: Mapping[str, Any],
        members: Mapping[str, Member],
        categories: Mapping[str, Category],
        album: Album,
        now: datetime,
    ) -> None:
        self.description = description
        self.members = members
        self.categories = categories
        self.album = album
        self.now = now
        self.started = now - timedelta(days=float(description["days_ago"]))
        self.posts: list[Post] = []

    def load(self) -> None:
        """Write the posts in order, then what happened to them, then what happened to the topic."""
        topic = self._start()
        for entry in self.description["posts"][1:]:
            self._answer(topic, entry)
        for entry, post in zip(self.description["posts"], self.posts, strict=True):
            self._like(entry, post)
            self._change(topic, entry, post)
        keeper = viewer_of(next(member for member in self.members.values() if member.is_moderator))
        if self.description.get("pinned"):
            pin_topic(topic, actor=keeper, now=self.started, everywhere=True)
        if self.description.get("closed"):
            note = self.description.get("closed_note", "")
            close_topic(topic, actor=keeper, now=self.posts[-1].created_at, note=note)

    def _start(self) -> Topic:
        entry = self.description["posts"][0]
        topic = start_topic(
            category=self.categories[self.description["category"]],
            kind=self.description["kind"],
            title=self.description["title"],
            source=self._body(entry),
            author=viewer_of(self._author(entry)),
            now=self.started,
            tags=self.description["tags"],
            language=self.description["lang"],
            silent=True,
        )
        self.posts.append(first_post_of(topic))
        return topic

    def _answer(self, topic: Topic, entry: Mapping[str, Any]) -> None:
        answered = entry.get("reply_to")
        post = reply(
            topic,
            source=self._body(entry),
            author=viewer_of(self._author(entry)),
            now=self._moment(entry),
            reply_to=self.posts[answered - 1] if answered else None,
            language=self.description["lang"],
            silent=True,
        )
        self.posts.append(post)

    def _change(self, topic: Topic, entry: Mapping[str, Any], post: Post) -> None:
        author = viewer_of(self._author(entry))
        if edited := entry.get("edited"):
            text = self._placed(entry["body"], entry)
            edit_post(post, source=text, editor=author, now=self._moment(edited), based_on_revision=0)
        if entry.get("accepted"):
            accept_answer(
                topic, post, actor=viewer_of(self._opener), now=self._moment(entry) + timedelta(hours=2)
            )
        if hidden := entry.get("hidden"):
            self._hide(post, hidden)
        if withdrawn := entry.get("withdrawn"):
            withdraw_post(post, actor=author, now=self._moment(withdrawn))

    def _hide(self, post: Post, hidden: Mapping[str, Any]) -> None:
        hide_post(
            post,
            reason=hidden["reason"],
            message=hidden["note"],
            actor=viewer_of(self.members[hidden["by"]]),
            now=self._moment(hidden),
        )

    def _like(self, entry: Mapping[str, Any], post: Post) -> None:
        chance = random.Random(f"{self.description['key']} {post.number}")  # noqa: S311 - always the same likes
        rows = [
            {"post_id": post.id, "member_id": member.id, "created_at": self._later(post.created_at, chance)}
            for member in self._fans(entry, chance)
            if member.id != post.author_id and member.created_at < post.created_at
        ]
        if rows:
            db.session.execute(insert(Like), rows)

    def _fans(self, entry: Mapping[str, Any], chance: random.Random) -> list[Member]:
        likes = entry.get("likes", 0)
        if isinstance(likes, list):
            return [self.members[handle] for handle in likes]
        others = [member for handle, member in self.members.items() if handle != entry["author"]]
        return chance.sample(others, min(int(likes), len(others)))

    def _later(self, moment: datetime, chance: random.Random) -> datetime:
        return min(moment + timedelta(hours=chance.expovariate(1 / 9) % MOST_HOURS_TO_A_LIKE), self.now)

    def _body(self, entry: Mapping[str, Any]) -> str:
        """What the post said when it was first written."""
        return self._placed(entry["edited"]["previous"] if "edited" in entry else entry["body"], entry)

    def _placed(self, body: str, entry: Mapping[str, Any]) -> str:
        quoted = QUOTE.sub(self._quote, body.strip())
        author = self._author(entry)
        now = self._moment(entry)
        return PICTURE.sub(
            lambda match: f"![{match[1]}]({self.album.put(match[2], match[1], author, now)})", quoted
        )

    def _quote(self, match: re.Match[str]) -> str:
        post = self.posts[int(match[1]) - 1]
        handle = next(handle for handle, member in self.members.items() if member.id == post.author_id)
        lines = "\n".join(f"> {line}".rstrip() for line in match[2].splitlines())
        with force_locale(self.description["lang"]):
            return f"> {attribution_of(handle, post.id)}\n>\n{lines}\n"

    def _moment(self, entry: Mapping[str, Any]) -> datetime:
        return min(self.started + timedelta(hours=float(entry["hours_after"])), self.now)

    def _author(self, entry: Mapping[str, Any]) -> Member:
        return self.members[entry["author"]]

    @property
    def _opener(self) -> Member:
        return self._author(self.description["posts"][0])
