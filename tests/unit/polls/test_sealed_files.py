"""The file of a question is what its digest stands for: whatever counts it, its bytes never change."""

from __future__ import annotations

from random import Random

import pytest

from forum.polls.ballot_files import digest_of, read_ballots, sealed_answers, write_ballots
from forum.polls.sheet import Option, Question
from forum.polls.words import METHODS, Kind

OPTIONS = tuple(Option(number, f"Flavour  {number}") for number in range(1, 13))
DIGESTS = {
    Kind.ONE: "18d45d0563d0b5e69399c1740bd197ba78327b73b0be0926ed04012e8906f6a4",
    Kind.APPROVAL: "429b8b653d0ac7debaeda77dd3f0dacd95bd887bc707115b973e3672526528e7",
    Kind.RANKING: "30d2e108bcf6b0a881399b9b2b754605e722d1210ab700f353913d7a12888f2d",
    Kind.SCORE: "95b24de189c75c8c5e353127e7f8cfd5397ab4c9456dbab015ee67056aa588dd",
}
"""Of the files below, as they were sealed in the autumn of 2026. A change here breaks every poll sealed since."""


def answers_of(kind: Kind) -> dict[str, int]:
    """Return the same answers every time: some of many voters, some of one, and both ways to name no option."""
    chance = Random(kind.value)
    answers = {"none": 3, "unknown": 1}
    for _ in range(60):
        order = chance.sample(range(1, 13), 1 if kind is Kind.ONE else chance.randint(1, 12))
        if kind is not Kind.RANKING:
            order.sort()
        numbers = [f"{number}:{chance.randint(1, 5)}" for number in order] if kind is Kind.SCORE else order
        answers[",".join(map(str, numbers))] = chance.choice([1, 1, 2, 10, 11])
    return answers


@pytest.mark.parametrize("kind", list(DIGESTS))
def test_equal_answers_have_the_digest_that_they_always_had(kind: Kind) -> None:
    asked = Question(1, kind, METHODS[kind][0], "Which  one?", OPTIONS)
    answers = answers_of(kind)
    file = write_ballots(asked, answers)
    assert digest_of(file) == DIGESTS[kind]
    assert sealed_answers(asked, file) == read_ballots(asked, file.splitlines()) == answers
