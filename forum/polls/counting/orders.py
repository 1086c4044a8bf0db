"""Strict orders written below each other as text: the same questions, answered by the fast search for text.

A ballot is a line, an option a letter, the most liked first. An option leaves when its letter is struck out everywhere;
those who then have another first are the lines that begin with it. A million different orders take a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Option = int
"""An option is known to counting by its number alone."""
FIRST_LETTER = ord(":")
"""Letters come after digits, commas and line ends, so that none is taken for another while orders are translated."""


def letters_for(options: Iterable[Option]) -> dict[Option, str]:
    """Return a letter for each option; they come in the order of the options' numbers."""
    return {option: chr(FIRST_LETTER + place) for place, option in enumerate(sorted(options))}


def spelled(options: Iterable[Option], written: Sequence[str]) -> list[str]:
    """Return orders such as `3,1,12` as letters, all at once. What names no option (`none`) becomes an empty order.

    Args:
        options: every option.
        written: orders by number, each as a text.
    """
    if not written:
        return []
    text = "\n".join(each if each[:1].isdigit() else "" for each in written)
    for option, letter in sorted(letters_for(options).items(), reverse=True):
        text = text.replace(str(option), letter)
    return text.replace(",", "").split("\n")


@dataclass(frozen=True, slots=True)
class Orders:
    """Ballots as text, by how many voters each line stands for: a power of two, so that there are few texts."""

    letters: Mapping[Option, str]
    texts: Mapping[int, str]

    @classmethod
    def of(cls, options: Iterable[Option], ballots: Iterable[tuple[str, int]]) -> Orders:
        """Return one.

        Args:
            options: every option.
            ballots: orders as letters, and how many voters cast each.
        """
        by_voters: dict[int, list[str]] = {}
        for order, voters in ballots:
            by_voters.setdefault(voters, []).append(order)
        lines: dict[int, list[str]] = {}
        for voters, orders in by_voters.items():
            for power in range(voters.bit_length()):
                if voters >> power & 1:
                    lines.setdefault(1 << power, []).extend(orders)
        return cls(letters_for(options), {each: "\n" + "\n".join(found) for each, found in lines.items()})

    @property
    def options(self) -> tuple[Option, ...]:
        """Those who have not left, in the order of their numbers."""
        return tuple(self.letters)

    @property
    def voters(self) -> int:
        """How many ballots there are, those included that speak for nobody any more."""
        return sum(each * text.count("\n") for each, text in self.texts.items())

    def votes(self) -> dict[Option, int]:
        """Return how many have each option first."""
        return {option: self._lines("\n" + letter) for option, letter in self.letters.items()}

    def without(self, leaving: Iterable[Option]) -> Orders:
        """Return the same ballots once these options have left."""
        left = frozenset(leaving)
        struck = dict.fromkeys(ord(self.letters[option]) for option in left)
        return Orders(
            {option: letter for option, letter in self.letters.items() if option not in left},
            {each: text.translate(struck) for each, text in self.texts.items()},
        )

    def preferences(self) -> dict[Option, dict[Option, int]]:
        """Return how many voters prefer one option to another: `preferences()[a][b]` prefer a to b.

        With all others struck out, those are the lines that begin with a: who is listed stands before who is not.
        """
        matrix: dict[Option, dict[Option, int]] = {option: {} for option in self.letters}
        ahead: Orders = self
        for one, letter in self.letters.items():
            struck: dict[int, str | None] = dict.fromkeys(map(ord, ahead.letters.values()))
            del struck[ord(letter)]
            others = [(option, other) for option, other in ahead.letters.items() if option != one]
            for option, other in others:
                kept = {**struck, ord(other): other}
                before = behind = 0
                for each, text in ahead.texts.items():
                    pair = text.translate(kept)
                    before += each * pair.count("\n" + letter)
                    behind += each * pair.count("\n" + other)
                matrix[one][option], matrix[option][one] = before, behind
            ahead = ahead.without([one])
        return matrix

    def _lines(self, start: str) -> int:
        return sum(each * text.count(start) for each, text in self.texts.items())
