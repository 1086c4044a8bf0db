"""A poll as pages and counting read it: frozen, tied to no session."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from forum.polls.words import Kind, Method, Roll, Shown, State
from forum.uploads.images import widths_below


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside an option. `alt` says what it shows."""

    key: str
    alt: str
    width: int
    height: int

    @property
    def small(self) -> str:
        """The address of the picture as it stands beside an option."""
        return self._at_least(320)

    @property
    def large(self) -> str:
        """The address of the picture as it stands in a duel."""
        return self._at_least(640)

    def _at_least(self, width: int) -> str:
        """Return the address of the smallest variant of that width; a narrower picture has the full one alone."""
        kept = next((each for each in widths_below(self.width) if each >= width), "full")
        return f"/uploads/{self.key}/{kept}.webp"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, known to ballots by its number."""

    number: int
    title: str
    text: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Positions and numbers of options count from 1."""

    position: int
    kind: Kind
    method: Method
    text: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1
    allows_none: bool = False
    allows_unknown: bool = False
    id: int = 0
    result: Mapping[str, Any] | None = None
    """What was sealed."""
    digest: str | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its options."""
        return tuple(option.number for option in self.options)

    @property
    def field(self) -> str:
        """The name of its field in a form."""
        return f"q{self.position}"

    def title_of(self, number: int) -> str:
        """Return what the option `number` is called."""
        return self.option(number).title

    def option(self, number: int) -> Option:
        """Return the option `number`; they are in the order of their numbers."""
        return self.options[number - 1]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poll with its questions."""

    id: int
    topic_id: int
    author_id: int | None
    state: State
    shown: Shown
    is_secret: bool
    may_change: bool
    publishes_ballots: bool
    shuffles: bool
    draws_ties: bool
    roll: Roll
    min_age_days: int
    team_only: bool
    seed: str
    secret_key: str | None
    opened_at: datetime | None
    closes_at: datetime | None
    closed_at: datetime | None
    held_at: datetime | None
    eligible: int | None
    voters: int | None
    questions: tuple[Question, ...]
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each attribute of members the bands of which a voter has one."""
    predecessor_id: int | None = None
    successor_id: int | None = None
    """The poll that asks the same anew, perhaps a draft still."""
    is_succeeded: bool = False
    """Whether that one was opened in its place."""
    is_current: bool = True
    live: Mapping[str, Any] | None = None
    """What was counted last while it is open, as it stood when the sheet was read."""
    version: int = 0
    """How often what hangs on the post above it had changed when it was read: see `forum.core.versions`."""

    @property
    def duel(self) -> Question | None:
        """The question that shows two options at a time, if it asks one: there is one at most, and it comes last."""
        last = self.questions[-1]
        return last if last.kind is Kind.DUEL else None

    @property
    def is_duel(self) -> bool:
        """Whether that is all it asks. Beside other questions a duel begins once those are answered."""
        return len(self.questions) == 1 and self.duel is not None

    def takes_votes(self, now: datetime) -> bool:
        """Whether a vote that arrives at `now` is in time."""
        if self.state != State.OPEN or self.held_at is not None:
            return False
        return self.closes_at is None or now < self.closes_at

    def in_order_for(self, question: Question, voter: str) -> tuple[Option, ...]:
        """Return the options as `voter` sees them: shuffled, always alike for the same voter, and stored nowhere."""
        if not self.shuffles:
            return question.options
        return tuple(
            sorted(
                question.options,
                key=lambda option: hmac.digest(
                    self.seed.encode(), f"{question.position}:{option.number}:{voter}".encode(), "sha256"
                ),
            )
        )


def lot(seed: str, position: int, number: int) -> str:
    """Return the lot of an option, drawn from the published seed: of options that are tied, the smallest lot wins.

    Anyone can draw it again: it is the SHA-256 of "seed:question:option".
    """
    return hashlib.sha256(f"{seed}:{position}:{number}".encode()).hexdigest()
