"""Counting a file of ballots from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forum.polls.cli import tally_command

NAMES = "# TITLE: Which praline?\n" + "".join(
    f"# ALTERNATIVE NAME {n}: {name}\n" for n, name in enumerate(["Hazelnut", "Pear", "Salt"], start=1)
)


def tally(folder: Path, ballots: str, *options: str, name: str = "praline.soi") -> Result:
    file = folder / name
    file.write_text(NAMES + ballots, encoding="utf-8")
    return CliRunner().invoke(tally_command, [str(file), *options])


def test_winners_and_rounds_are_printed(tmp_path: Path) -> None:
    printed = tally(tmp_path, "4: 1,2,3\n3: 2,3,1\n2: 3,2,1\n", "--method", "irv", "--json")
    found = json.loads(printed.stdout)
    assert found["winners"] == [2]
    assert [each["leaving"] for each in found["rounds"]] == [[3], []]
    assert found["options"]["2"] == "Pear"


def test_a_matrix_is_printed(tmp_path: Path) -> None:
    found = json.loads(tally(tmp_path, "4: 1,2\n3: 2,3\n", "--method", "schulze", "--json").stdout)
    assert found["matrix"]["1"] == {"2": 4, "3": 4}
    assert found["condorcet_winner"] == 1


def test_a_tie_is_called_a_tie(tmp_path: Path) -> None:
    printed = tally(tmp_path, "2: 1\n2: 2\n", "--method", "plurality")
    assert "A tie: Hazelnut, Pear" in printed.stdout


@pytest.mark.parametrize(("unlisted", "winners"), [("average", [2]), ("zero", [1])])
def test_what_borda_gives_to_the_unnamed_can_be_chosen(
    tmp_path: Path, unlisted: str, winners: list[int]
) -> None:
    ballots = "4: 1\n3: 2,1\n4: 3,2\n"
    found = tally(tmp_path, ballots, "--method", "borda", "--unlisted", unlisted, "--json")
    assert json.loads(found.stdout)["winners"] == winners


@pytest.mark.parametrize(
    ("ballots", "said"),
    [
        ("2: 1,4\n", "line 5: there is no option 4"),
        ("2: 1,1\n", "line 5: an option stands there twice"),
        ("many: 1\n", "line 5: a ballot begins with the number of its voters"),
        ("2: {1,2\n", "line 5: “{1,2” is no order"),
        ("2: 1;2\n", "line 5: “1;2” is no order"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, ballots: str, said: str) -> None:
    refused = tally(tmp_path, ballots, "--method", "borda")
    assert refused.exit_code == 1
    assert said in refused.stderr


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    assert "“.txt” is none of" in tally(tmp_path, "1: 1\n", "--method", "borda", name="x.txt").stderr


def test_a_long_broken_line_is_refused_at_once(tmp_path: Path) -> None:
    refused = tally(tmp_path, "1: " + "{1," * 30_000 + "\n", "--method", "borda")
    assert "is no order" in refused.stderr


@pytest.mark.parametrize(
    "broken", ["9" * 5_000 + ": 1,2", "3: {1 2}", "3: {1,{2}}", "٣: 1,2", "-3: 1,2", "3: ²,1"], ids=range(6)
)
def test_numbers_that_are_none_are_refused_with_their_line(tmp_path: Path, broken: str) -> None:
    printed = tally(tmp_path, f"2: 1,2\n{broken}\n", "--method", "irv")
    assert (printed.exit_code, "line 6" in printed.output) == (1, True)
