"""Something on every page: what a few people do in a community, so that no list stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.operations.credentials import begin_recovery
from forum.accounts.operations.sign_ups import Joining, begin_sign_up
from forum.accounts.viewers import viewer_of
from forum.core import outbox
from forum.core.database import db, write_transaction
from forum.core.policy import Audience, Viewer
from forum.discussions.models import Category, FollowTarget, Post
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.followings import follow
from forum.discussions.operations.topics import topic_of
from forum.discussions.quoting import quote_of
from forum.moderation.operations import hide_post, report_member, report_post
from forum.reactions.operations import bookmark_post, like_post
from tests.conversations import answer, opening

SHOWPIECE = """We never agreed on this at home, so here is everything I know.

## What goes in

| what | how much | when |
|:-----|---------:|:----:|
| carrots | 800 g | first |
| leeks | 2 | then |
| butter | a spoonful | at the end |

1. Cut everything **small**.
2. Wait. *Really* wait.

> A soup is never hurried.

Use `low` heat, and do not look: ||it is the lid that does it||.

```
20 minutes, then 10 more
```
"""
"""A text with one of everything."""


@dataclass(frozen=True)
class Circle:
    """Who does it, by their handles."""

    member: str
    friend: str
    moderator: str

    def viewer(self, handle: str) -> Viewer:
        """Return one of them as an actor."""
        return viewer_of(db.session.query(Member).filter_by(handle=handle).one())


def fill_the_lists(circle: Circle, category: Category, now: datetime) -> None:
    """Let them talk, like, keep, report and hide, and the worker tell them of it."""
    member, friend, moderator = (
        circle.viewer(handle) for handle in (circle.member, circle.friend, circle.moderator)
    )
    question = opening(
        member,
        SHOWPIECE + f"\nWhat would @{circle.friend} do?",
        category=category,
        title="Carrots or leeks: what goes into the pot first?",
        kind="question",
        now=now,
    )
    solved = answer(question, friend, f"{quote_of(question)}\n\nLeeks first, @{circle.member}.", now=now)
    unkind = answer(question, member, "Nobody who burns water should talk about soup.", now=now)
    advertising = answer(question, friend, "My cousin sells **the best** pots. Ask me!", now=now)
    with write_transaction():
        for post, actor in ((question, friend), (solved, member)):
            like_post(_again(post), actor=actor, now=now)
            bookmark_post(_again(post), actor=actor, now=now)
        accept_answer(topic_of(_again(question)), _again(solved), actor=member, now=now)
        edit_post(
            _again(solved),
            source=f"{quote_of(_again(question))}\n\nLeeks first, @{circle.member}, always.",
            editor=friend,
            now=now,
            based_on_revision=0,
        )
        hide_post(_again(unkind), reason="unkind", actor=moderator, now=now)
        report_post(_again(advertising), reason="spam", note="For the third time.", actor=member, now=now)
        report_member(
            db.session.get_one(Member, friend.own_id), reason="other", note="", actor=member, now=now
        )
        follow(member, FollowTarget.CATEGORY, category.id, now=now)
        follow(member, FollowTarget.MEMBER, friend.own_id, now=now)
    with write_transaction():
        save_draft(
            member,
            "topic:new",
            {"title": "A cake for fifty", "body": "I dreamt of"},
            based_on_version=0,
            now=now,
        )
    with write_transaction():
        begin_sign_up(Joining("felix@example.org", "Felix Fennel", "", "en", 1), now=now)
        begin_recovery(db.session.get_one(Member, member.own_id).email, now=now)
    outbox.drain()


def open_category() -> Category:
    """Return the first category that everybody reads and members write in."""
    return (
        db.session.scalars(
            select(Category).where(Category.start_level == Audience.MEMBERS).order_by(Category.id)
        ).first()
        or Category()
    )


def _again(post: Post) -> Post:
    return db.session.get_one(Post, post.id, populate_existing=True)
