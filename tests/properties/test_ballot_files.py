"""Ballots survive being marked, written into a file and read again, whatever they say."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from forum.polls.ballot_files import read_ballots, write_ballots
from forum.polls.choices import marked, read_ballot, written
from forum.polls.pairs import ALIKE, answer_of
from forum.polls.question_views import typed_of
from forum.polls.results import count_question, split_by_question
from forum.polls.sheet import Option, Question
from forum.polls.words import METHODS, Kind

OPTIONS = tuple(Option(number, f"Flavour, {number}: “good”") for number in range(1, 6))
NUMBERS = st.permutations([option.number for option in OPTIONS])


def question(kind: Kind) -> Question:
    return Question(1, kind, METHODS[kind][0], "Which: one?", OPTIONS, 1, 5, True, True)


@st.composite
def typed(draw: st.DrawFn, kind: Kind) -> dict[str, list[str]]:
    """Draw what a voter may send for a question of `kind`."""
    if draw(st.integers(0, 5)) == 0:
        return {"q1": [draw(st.sampled_from(["none", "unknown"]))]}
    chosen = draw(NUMBERS)[: draw(st.integers(1, 5))]
    if kind is Kind.RANKING:
        return {f"q1-r{number}": [str(place)] for place, number in enumerate(chosen, start=1)}
    if kind is Kind.SCORE:
        return {f"q1-s{number}": [str(draw(st.integers(1, 5)))] for number in chosen}
    return {"q1": [str(number) for number in (chosen[:1] if kind is Kind.ONE else chosen)]}


@st.composite
def duelled(draw: st.DrawFn) -> str:
    """Draw the ballot of somebody who answered some pairs of a duel."""
    pairs = draw(st.lists(NUMBERS.map(lambda order: order[:2]), min_size=1, unique_by=frozenset))
    return written(
        [[answer_of((one, other), draw(st.sampled_from([str(one), ALIKE]))) for one, other in pairs]]
    )


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(list(Kind)))
def test_a_file_holds_what_was_voted_and_gives_the_same_result(data: st.DataObject, kind: Kind) -> None:
    asked = question(kind)
    ballots: dict[str, int] = {}
    for _ in range(data.draw(st.integers(0, 8))):
        choices = data.draw(duelled()) if kind is Kind.DUEL else read_ballot([asked], data.draw(typed(kind)))
        ballots[choices] = ballots.get(choices, 0) + 1
    (answers,) = split_by_question([asked], ballots.items())
    text = write_ballots(asked, answers)
    again = read_ballots(asked, text.splitlines())
    assert again == dict(answers)
    assert write_ballots(asked, again) == text
    assert count_question(asked, again, "seed") == count_question(asked, dict(answers), "seed")


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([kind for kind in Kind if kind is not Kind.DUEL]))
def test_a_stored_ballot_fills_the_form_that_made_it(data: st.DataObject, kind: Kind) -> None:
    asked = question(kind)
    choices = read_ballot([asked], data.draw(typed(kind)))
    assert read_ballot([asked], typed_of([asked], choices)) == choices
    assert marked(None) == []
