"""The answers of a duel: `3>17` where option 3 was preferred to 17, `3=17` where they were called alike.

A ballot keeps them in the order in which they were given, so that the last one can be taken back. Files of ballots are
in an order that tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from forum.polls.counting.duels import Comparison, Comparisons
from forum.polls.pairing import Pair

ALIKE = "="
"""What is sent instead of the number of an option where neither is preferred."""
ANSWER = re.compile(r"(\d{1,4})([>=])(\d{1,4})")


def answer_of(pair: Pair, said: str) -> str:
    """Return the answer to `pair`, `said` being the number of one of the two, or `ALIKE`.

    Raises:
        ValueError: when it is neither.
    """
    one, other = pair
    if said == ALIKE:
        return f"{min(pair)}={max(pair)}"
    if said not in (str(one), str(other)):
        raise ValueError(said)
    return f"{one}>{other}" if said == str(one) else f"{other}>{one}"


def pair_of(answer: str) -> Pair:
    """Return the two options of an answer."""
    one, other, _share = comparison_of(answer)
    return one, other


def comparison_of(answer: str) -> Comparison:
    """Return an answer as it is counted.

    Raises:
        ValueError: when it is none.
    """
    found = ANSWER.fullmatch(answer)
    if found is None or found[1] == found[3]:
        raise ValueError(answer)
    return int(found[1]), int(found[3]), 1.0 if found[2] == ">" else 0.5


def in_file_order(answers: Iterable[str]) -> str:
    """Return the answers of one ballot as they stand in a file: equal ballots are equal."""
    return ",".join(sorted(answers, key=comparison_of))


def comparisons_of(ballots: Mapping[str, int]) -> Comparisons:
    """Return ballots, written as `in_file_order` does, as they are counted."""
    return {
        tuple(comparison_of(answer) for answer in key.split(",")): voters for key, voters in ballots.items()
    }
