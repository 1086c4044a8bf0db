"""What buttons under posts need to know of them. A page that has read its posts tells it here, so nobody asks again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import has_request_context, request
from sqlalchemy import select

from forum.core.database import db
from forum.discussions.models import Post, PostState

KNOWN = "potluck.post_facts"


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post's place, author (0 for nobody) and state."""

    id: int
    topic_id: int
    number: int
    author_id: int
    state: PostState


def remember_facts(facts: Sequence[PostFact]) -> None:
    """Let `post_facts` know, for the rest of this request, what the page already knows of its posts."""
    request.environ[KNOWN] = {fact.id: fact for fact in facts}


def post_facts(ids: Sequence[int]) -> dict[int, PostFact]:
    """Return the facts of posts by their numbers, without a statement where their page has told them."""
    known: Mapping[int, PostFact] = request.environ.get(KNOWN, {}) if has_request_context() else {}
    unknown = [id for id in ids if id not in known]
    if unknown:
        known = {**known, **_read(unknown)}
    return {id: known[id] for id in ids if id in known}


def _read(ids: Sequence[int]) -> dict[int, PostFact]:
    columns = (Post.id, Post.topic_id, Post.number, Post.author_id, Post.state)
    return {
        id: PostFact(id, topic_id, number, author_id or 0, PostState(state))
        for id, topic_id, number, author_id, state in db.session.execute(
            select(*columns).where(Post.id.in_(ids))
        )
    }
