"""What changed between two texts, word by word, as people read it.

First by lines, which is quick however long the texts are; then by words within the lines that changed. Python's
`difflib.SequenceMatcher` takes time that grows with the product of what it compares, so there is a limit on the sum of
these products; beyond it, whole lines are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 1_000
MOST_COMPARED = 300_000
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `kind` is same, added or removed."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> list[Part]:
    """Return the parts of which `before` and `after` are made, in the order of reading."""
    return _joined(_by_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))


def _by_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Part]:
    if len(before) + len(after) > MOST_LINES:
        yield from _replaced("".join(before), "".join(after))
        return
    left = MOST_COMPARED
    for old, new in _changes(before, after):
        if old == new:
            yield Part("same", "".join(old))
            continue
        old_words, new_words = _WORDS.findall("".join(old)), _WORDS.findall("".join(new))
        left -= len(old_words) * len(new_words)
        for old_part, new_part in _changes(old_words, new_words) if left > 0 else [(old_words, new_words)]:
            if old_part == new_part:
                yield Part("same", "".join(old_part))
            else:
                yield from _replaced("".join(old_part), "".join(new_part))


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield before[old_start:old_end], after[new_start:new_end]


def _replaced(before: str, after: str) -> Iterator[Part]:
    if before:
        yield Part("removed", before)
    if after:
        yield Part("added", after)


def _joined(parts: Iterator[Part]) -> list[Part]:
    """Return neighbours of one kind as one part."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].kind == part.kind:
            part = Part(part.kind, joined.pop().text + part.text)
        joined.append(part)
    return joined
