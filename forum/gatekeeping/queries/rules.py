"""The rules on their page, and what a rule would have found in the last posts."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.audit.models import AuditEntry
from forum.core.database import AnyRow, db
from forum.core.policy import Invalid, Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, PostState, Topic
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.operations.rules import NewRule
from forum.gatekeeping.words.matching import Hit, OutOfTime, Rule, Rules, seen

TRIED_ON = 1_000
SHOWN_HITS = 10
AROUND = 60
TIME_FOR_TRIAL = 2.0

_LAST_POSTS = (
    select(Post.id, Post.number, Post.text, Post.language, Topic.title)
    .join(Topic, Topic.id == Post.topic_id)
    .where(
        Post.visible_to(ASKING),
        Post.state.in_((PostState.VISIBLE, PostState.HIDDEN, PostState.HELD)),
    )
    .order_by(Post.created_at.desc(), Post.id.desc())
    .limit(TRIED_ON)
)


@dataclass(frozen=True, slots=True)
class Example:
    """A post that a rule hits, with the words around the place."""

    post_id: int
    title: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule finds in the last posts."""

    posts: int
    hits: int
    examples: Sequence[Example]

    @property
    def per_mille(self) -> int:
        """How many of a thousand posts it hits."""
        return round(1_000 * self.hits / self.posts) if self.posts else 0


def all_rules() -> Sequence[AnyRow]:
    """Return every rule with who wrote it, in the order of what they look for."""
    return db.session.execute(
        select(
            WordRule.id,
            WordRule.kind,
            WordRule.pattern,
            WordRule.language,
            WordRule.effect,
            WordRule.hint,
            WordRule.is_active,
            WordRule.created_at,
            Member.name.label("author"),
        )
        .outerjoin(Member, Member.id == WordRule.created_by_id)
        .order_by(WordRule.pattern, WordRule.id)
    ).all()


def patterns_of(rule_ids: Sequence[int]) -> Mapping[int, str]:
    """Return what rules look for, by number."""
    found = select(WordRule.id, WordRule.pattern).where(WordRule.id.in_(rule_ids))
    return {id: pattern for id, pattern in db.session.execute(found)} if rule_ids else {}


def try_rule(new: NewRule, viewer: Viewer) -> Trial:
    """Return what a checked rule finds in the last posts that `viewer` may read.

    Raises:
        Invalid: when that takes too long (field `pattern`).
    """
    rules = Rules([Rule(0, new.kind, new.pattern, new.language, new.effect, new.hint)])
    rows = fetch(_LAST_POSTS, viewer).all()
    deadline = time.perf_counter() + TIME_FOR_TRIAL
    hits = 0
    examples: list[Example] = []
    for row in rows:
        text = seen(f"{row.title}\n{row.text}" if row.number == 1 else row.text)
        found = _hits(rules, text, row.language)
        if time.perf_counter() > deadline:
            raise Invalid(
                _("On the last posts this pattern takes too long. Make it shorter."), field="pattern"
            )
        if not found:
            continue
        hits += 1
        if len(examples) < SHOWN_HITS:
            examples.append(_example(row, text, found[0]))
    return Trial(len(rows), hits, examples)


def _hits(rules: Rules, text: str, language: str) -> list[Hit]:
    try:
        return rules.hits(text, language, most=1)
    except OutOfTime as error:
        raise Invalid(
            _("On the last posts this pattern takes too long. Make it shorter."), field="pattern"
        ) from error


def _example(row: AnyRow, text: str, hit: Hit) -> Example:
    return Example(
        row.id,
        row.title,
        text[max(0, hit.start - AROUND) : hit.start],
        text[hit.start : hit.end],
        text[hit.end : hit.end + AROUND],
    )


def was_there(rule_id: int) -> bool:
    """Whether the record speaks of a rule of this number, which may have been taken away since."""
    told = select(AuditEntry.id).where(
        AuditEntry.subject_type == "word-rule", AuditEntry.subject_id == rule_id
    )
    return db.session.scalar(told.limit(1)) is not None
