"""“Did you mean”: another spelling of a word that nothing answers, taken only from posts that the viewer may read.

A spelling is offered that is one slip away (a letter too many, too few, other, or two exchanged), keeps the first
letter, and stands in a readable post; and only if the whole query then finds something.
"""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_lowercase

from forum.core.search import Scope, SearchBackend, SearchQuery, Wanted
from forum.search.analysis import fold

SHORTEST_WORD = 4
FEW_POSTS = 3
"""A query that finds so many posts needs no help."""

TIMES_MORE = 10
"""A spelling is offered in place of a word that finds something only if so many times more posts have it."""


def better_spelling(
    text: str, query: SearchQuery, found: int, *, backend: SearchBackend, scope: Scope
) -> str | None:
    """Return `text` with the spelling that was probably meant, if there is one and it finds something.

    Args:
        text: the query as it was typed.
        query: what it was understood as.
        found: how many posts answer it.
        backend: the engine.
        scope: what the viewer may find.
    """
    if found >= FEW_POSTS:
        return None
    asked = dict.fromkeys(word for wanted in query.wanted if not wanted.excluded for word in wanted.words)
    changes: dict[str, str] = {}
    for word in asked:
        meant = _meant(word, backend, scope)
        if meant is not None:
            changes[word] = meant
    if not changes:
        return None
    corrected = replace(query, wanted=tuple(_respelled(wanted, changes) for wanted in query.wanted))
    if backend.search(corrected, scope, limit=0, facets=()).posts <= found:
        return None
    return _respelled_text(text, changes)


def _meant(word: str, backend: SearchBackend, scope: Scope) -> str | None:
    folded = fold(word)
    if len(folded) < SHORTEST_WORD or not folded.isalpha():
        return None
    counts = backend.count_words(slips(folded), scope)
    best = max(counts, key=lambda spelling: (counts[spelling], spelling), default=None)
    if best is None:
        return None
    having = backend.search(SearchQuery(wanted=(Wanted((word,)),)), scope, limit=0, facets=()).posts
    return best if counts[best] >= max(1, having * TIMES_MORE) else None


def slips(word: str) -> set[str]:
    """Return every spelling one slip away from `word` that begins with the same letter."""
    splits = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    letters = ascii_lowercase
    return (
        {before + after[1:] for before, after in splits if after}
        | {before + after[1] + after[0] + after[2:] for before, after in splits if len(after) > 1}
        | {before + letter + after[1:] for before, after in splits if after for letter in letters}
        | {before + letter + after for before, after in splits for letter in letters}
    ) - {word}


def _respelled(wanted: Wanted, changes: dict[str, str]) -> Wanted:
    return replace(wanted, words=tuple(changes.get(word, word) for word in wanted.words))


def _respelled_text(text: str, changes: dict[str, str]) -> str:
    for word, meant in changes.items():
        text = re.sub(rf"\b{re.escape(word)}\b(?!:)", meant, text, flags=re.IGNORECASE)
    return text
