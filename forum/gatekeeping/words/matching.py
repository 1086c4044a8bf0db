"""Which rules hit a text, and where. Words are looked up, not searched: a thousand of them cost no more than one."""

from __future__ import annotations

import logging
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forum.core.policy import Invalid
from forum.gatekeeping.models.rules import EVERY_LANGUAGE, RuleKind
from forum.gatekeeping.words.patterns import compiled

log = logging.getLogger(__name__)
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
STAR = "*"
TIME_FOR_PATTERNS = 0.1
"""Seconds that all patterns together may take for one text."""
MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is kept in memory."""

    id: int
    kind: str
    pattern: str
    language: str
    effect: str
    hint: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule hits a text."""

    rule: Rule
    start: int
    end: int
    words: str


class OutOfTime(Exception):
    """The patterns took longer than a contribution may be kept waiting."""


class Rules:
    """All active rules, made ready once and asked for every text."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
        self._beginnings: dict[int, dict[str, list[Rule]]] = {}
        self._patterns: list[tuple[Any, Rule]] = []
        for rule in rules:
            if rule.kind == RuleKind.PATTERN:
                self._add_pattern(rule)
            else:
                self._add_words(rule)

    def _add_pattern(self, rule: Rule) -> None:
        """Take a pattern. One that can no longer be used is left out and logged: nobody is kept from posting."""
        try:
            self._patterns.append((compiled(rule.pattern), rule))
        except Invalid:
            log.warning("word rule %s cannot be used any more and is left out", rule.id)

    def _add_words(self, rule: Rule) -> None:
        words = words_of(rule.pattern)
        if not words:
            return
        if rule.pattern.endswith(STAR) and len(words) == 1:
            self._beginnings.setdefault(len(words[0]), {}).setdefault(words[0], []).append(rule)
        else:
            self._phrases.setdefault(words[0], []).append((words, rule))

    def __bool__(self) -> bool:
        return bool(self._phrases or self._beginnings or self._patterns)

    def hits(self, text: str, language: str = "", *, most: int = MOST_HITS) -> list[Hit]:
        """Return where rules for `language` hit `text`, at most `most` times.

        Raises:
            OutOfTime: when the patterns take too long together.
        """
        found: list[Hit] = []
        for hit in self._all(text):
            if hit.rule.language in (EVERY_LANGUAGE, language) or not language:
                found.append(hit)
                if len(found) >= most:
                    break
        return found

    def _all(self, text: str) -> Iterator[Hit]:
        yield from self._words_in(text)
        deadline = time.thread_time() + TIME_FOR_PATTERNS
        for program, rule in self._patterns:
            for match in program.finditer(text):
                if match.start() < match.end():
                    yield Hit(rule, match.start(), match.end(), match[0][:80])
                if time.thread_time() > deadline:
                    raise OutOfTime
            if time.thread_time() > deadline:
                raise OutOfTime

    def _words_in(self, text: str) -> Iterator[Hit]:
        if not self._phrases and not self._beginnings:
            return
        places = [(folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
        for at, (word, start, end) in enumerate(places):
            for words, rule in self._phrases.get(word, ()):
                last = at + len(words)
                if last <= len(places) and tuple(place[0] for place in places[at:last]) == words:
                    yield Hit(rule, start, places[last - 1][2], text[start : places[last - 1][2]][:80])
            for length, beginnings in self._beginnings.items():
                if (found := word[:length]) in beginnings:
                    yield from (Hit(rule, start, end, text[start:end][:80]) for rule in beginnings[found])


def folded(word: str) -> str:
    """Return a word as it is compared: compatible forms composed, capitals folded."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def words_of(pattern: str) -> tuple[str, ...]:
    """Return the words that a word rule looks for, as they are compared."""
    return tuple(folded(match[0]) for match in _WORD.finditer(pattern))


def seen(text: str) -> str:
    """Return `text` without the characters that nobody sees, by which words are hidden from rules."""
    return _UNSEEN.sub("", text)


def blotted(text: str, hits: Sequence[Hit]) -> str:
    """Return `text` with a black square in place of each character that `hits` cover, but for blanks."""
    covered = {at for hit in hits for at in range(hit.start, hit.end)}
    return "".join("■" if at in covered and not sign.isspace() else sign for at, sign in enumerate(text))
