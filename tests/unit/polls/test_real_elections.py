"""Real elections with known winners, counted by every method."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from forum.polls.counting.pairwise import Strength, count_schulze
from forum.polls.counting.positional import Unlisted, count_approval, count_borda, count_plurality
from forum.polls.counting.preflib import Election, read_election
from forum.polls.counting.runoff import count_runoff
from tests.parts import shared_data


@cache
def elections() -> list[tuple[Election, dict[str, Any]]]:
    folder = shared_data("ballots")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["elections"]
    return [
        (
            read_election((folder / name).read_text(encoding="utf-8").splitlines(), name.rpartition(".")[2]),
            each,
        )
        for name, each in expected.items()
    ]


def numbers(scores: dict[str, float]) -> dict[int, float]:
    return {int(option): score for option, score in scores.items()}


def test_every_ballot_is_read() -> None:
    for election, expected in elections():
        assert election.profile.voters == expected["n_ballots"]
        assert election.names == {int(option): name for option, name in expected["candidates"].items()}


def test_approval_elections_have_their_winners() -> None:
    counted = 0
    for election, expected in elections():
        wanted = expected.get("approval") or expected["approval_all_listed"]
        if expected["kind"] != "approval" and election.kind == "toc":
            continue
        tally = count_approval(election.profile.options, election.approvals())
        assert (list(tally.winners), tally.scores) == (wanted["winners"], numbers(wanted["scores"]))
        counted += 1
    assert counted == len(elections())


@pytest.mark.parametrize("unlisted", list(Unlisted))
def test_borda_gives_the_known_points(unlisted: Unlisted) -> None:
    for election, expected in elections():
        if expected["kind"] == "ranked":
            wanted, tally = expected[f"borda_unlisted_{unlisted}"], count_borda(election.profile, unlisted)
            assert {option: float(score) for option, score in tally.scores.items()} == pytest.approx(
                numbers(wanted["scores"])
            )
            assert list(tally.winners) == wanted["winners"]


def test_plurality_gives_the_known_votes() -> None:
    for election, expected in elections():
        if expected["kind"] == "ranked":
            tally = count_plurality(election.profile)
            assert (list(tally.winners), tally.scores) == (
                expected["plurality"]["winners"],
                numbers(expected["plurality"]["scores"]),
            )


def test_instant_runoff_finds_everyone_who_can_win() -> None:
    for election, expected in elections():
        if expected["kind"] == "ranked":
            assert list(count_runoff(election.profile).tally.winners) == expected["irv"]["possible_winners"]


@pytest.mark.parametrize("strength", list(Strength))
def test_schulze_has_the_known_winners_and_matrix(strength: Strength) -> None:
    for election, expected in elections():
        if expected["kind"] == "ranked":
            counted = count_schulze(election.profile, strength)
            wanted = expected[f"schulze_{strength.replace('-', '_')}"]
            assert list(counted.tally.winners) == wanted["winners"]
            assert counted.condorcet_winner == expected["condorcet_winner"]
            for one, row in expected.get("pairwise", {}).items():
                known = numbers(row)
                assert {other: counted.preferences[int(one)][other] for other in known} == known
