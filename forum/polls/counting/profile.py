"""What was voted, as every method of counting reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from forum.polls.counting.orders import Option as Option, Orders, letters_for

Ranking = tuple[tuple[Option, ...], ...]
"""Groups of options, the most liked first; the options of one group are liked the same. Who is missing is unlisted."""


@dataclass(frozen=True, slots=True)
class Profile:
    """All ballots of one question: the options in their order, and how many voters cast each ranking."""

    options: tuple[Option, ...]
    ballots: Mapping[Ranking, int]

    @property
    def voters(self) -> int:
        """How many ballots there are."""
        return sum(self.ballots.values())

    def cut_at_ties(self) -> Iterator[tuple[tuple[Option, ...], int]]:
        """Yield each ballot as a strict order, cut before its first group of equals, with its number of voters.

        Who ranks two options the same has not said which of them is to have the vote, so that ballot speaks no
        further (the treatment of overvotes in instant-runoff elections of the United States).
        """
        for ranking, voters in self.ballots.items():
            order: list[Option] = []
            for group in ranking:
                if len(group) != 1:
                    break
                order.append(group[0])
            yield tuple(order), voters

    def orders(self) -> Orders:
        """Return the ballots as strict orders, each cut before its first group of equals."""
        letters = letters_for(self.options)
        return Orders.of(
            self.options,
            (("".join(letters[option] for option in order), voters) for order, voters in self.cut_at_ties()),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """What a method of counting says: who wins, with more than one winner where there is a tie, and what each has."""

    method: str
    winners: tuple[Option, ...]
    scores: Mapping[Option, Fraction]

    @property
    def is_tied(self) -> bool:
        """Whether more than one option came first."""
        return len(self.winners) > 1


def best(scores: Mapping[Option, Fraction]) -> tuple[Option, ...]:
    """Return the options with the highest score, in their order of number: several when they are tied."""
    if not scores:
        return ()
    highest = max(scores.values())
    return tuple(sorted(option for option, score in scores.items() if score == highest))
