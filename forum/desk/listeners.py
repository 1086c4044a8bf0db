"""What the desk does when something happens elsewhere: the queue follows in the same transaction."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from forum.accounts.models import Member
from forum.core import events
from forum.core.attention import HumanNeeded, NobodyNeeded
from forum.core.database import db
from forum.desk.operations.first_response import answered_by, ask_for_answer, note_phrases, stop_for
from forum.desk.operations.queue import let_go, take_in
from forum.desk.operations.undoing import note_unhidden
from forum.desk.reliability import weight_of
from forum.discussions.events import PostHidden, PostPublished, PostPurged, PostUnhidden, PostWithdrawn
from forum.discussions.kinds import QUESTION
from forum.discussions.models import Post, Topic


def _take_in(event: HumanNeeded) -> None:
    take_in(replace(event, weight=weight_of(event)))


def _watch(event: PostPublished) -> None:
    """Start and stop the first-response clocks. Imports and the demo start none."""
    if event.silent or event.author_id is None:
        return
    topic = db.session.get_one(Topic, event.topic_id)
    author = db.session.get_one(Member, event.author_id)
    is_team = author.is_moderator or author.is_brand or author.is_administrator
    if event.number > 1 and topic.author_id != event.author_id:
        answered_by(topic.id, is_team=is_team, now=event.at)
    if is_team:
        return
    post = db.session.get_one(Post, event.post_id)
    if event.number == 1 and topic.kind == QUESTION:
        ask_for_answer(post, now=event.at)
    note_phrases(post, now=event.at)


def _stop(event: PostHidden | PostWithdrawn | PostPurged) -> None:
    stop_for(event.post_id, now=event.at)


def _unhidden(event: PostUnhidden) -> None:
    note_unhidden(event.post_id, now=event.at)


def init_app(app: Flask) -> None:
    """Listen."""
    events.listen(app, HumanNeeded, _take_in)
    events.listen(app, NobodyNeeded, let_go)
    events.listen(app, PostPublished, _watch)
    events.listen(app, PostHidden, _stop)
    events.listen(app, PostWithdrawn, _stop)
    events.listen(app, PostPurged, _stop)
    events.listen(app, PostUnhidden, _unhidden)
