"""A ballot as a member filled it in, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.polls.secrets import voter_key
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing


@dataclass(frozen=True, slots=True)
class Filled:
    """What a member marked on a ballot: they may vote and are in time, by what was read of poll and ballot before.

    `address` is from where in the network it came, where that is noted, and `arrived` when.
    """

    member_id: int
    sheet: Sheet
    standing: Standing
    choices: str
    arrived: datetime
    address: str | None = None

    @property
    def is_as_before(self) -> bool:
        """Whether the same was marked before."""
        return self.choices == self.standing.choices

    @property
    def is_joiner(self) -> bool:
        """Whether they have joined since the poll was opened."""
        joined, opened = self.standing.joined_at, self.sheet.opened_at
        return bool(joined and opened and joined > opened)

    @property
    def key(self) -> str:
        """Under which name the ballot is kept."""
        return voter_key(self.member_id, self.sheet.secret_key)
