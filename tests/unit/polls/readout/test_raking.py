"""Weights: they reach the margins, say what they cost, and are refused where they would say more than voters do."""

from __future__ import annotations

import pytest

from forum.polls.readout.statistics.raking import Refusal, Weights, design_effect, rake

SEED = ((40, 30, 20, 10), (35, 50, 100, 75), (30, 80, 70, 120), (20, 30, 40, 50))
ROWS, COLUMNS = (150, 300, 400, 150), (200, 300, 400, 100)
FITTED = (
    (64.61, 46.28, 35.42, 3.83),
    (49.95, 68.15, 156.49, 25.37),
    (56.70, 144.40, 145.06, 53.76),
    (28.74, 41.18, 63.03, 17.03),
)
"""The example of Wikipedia's "Iterative proportional fitting", after its last step but rounding."""


def voters_of(table: tuple[tuple[int, ...], ...]) -> dict[tuple[str, ...], int]:
    return {
        (f"r{row}", f"c{column}"): count
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
    }


def test_raking_gives_the_table_of_the_worked_example() -> None:
    voters = voters_of(SEED)
    total = sum(voters.values())
    found = rake(
        voters,
        [
            {f"r{at}": goal / 1_000 for at, goal in enumerate(ROWS)},
            {f"c{at}": goal / 1_000 for at, goal in enumerate(COLUMNS)},
        ],
    )
    assert isinstance(found, Weights)
    for row, cells in enumerate(FITTED):
        for column, fitted in enumerate(cells):
            cell = f"r{row}", f"c{column}"
            assert found.of_cell[cell] * voters[cell] * 1_000 / total == pytest.approx(fitted, abs=0.08)


def test_the_design_effect_is_kishs() -> None:
    """Half of 100 voters with weight 1.5, half with 0.5: 1 + cv² = 1.25, so they tell as much as 80."""
    voters = {("a",): 50, ("b",): 50}
    assert design_effect(voters, {("a",): 1.5, ("b",): 0.5}) == pytest.approx(1.25)
    found = rake(voters, [{"a": 0.75, "b": 0.25}])
    assert isinstance(found, Weights)
    assert (found.effect, found.effective, found.cut) == (pytest.approx(1.25), pytest.approx(80), 0)


def test_no_weight_is_above_five_times_the_mean() -> None:
    """What is cut goes to the others, which may lift another of them above: so it is cut, too."""
    alone = rake({("a",): 20, ("b",): 980}, [{"a": 0.11, "b": 0.89}])
    assert isinstance(alone, Weights)
    assert (alone.cut, alone.of_cell["a",]) == (20, 5.0)
    assert alone.of_cell["b",] == pytest.approx((1_000 - 20 * 5) / 980)
    lifted = rake({("a",): 20, ("b",): 20, ("c",): 960}, [{"a": 0.12, "b": 0.0999, "c": 0.7801}])
    assert isinstance(lifted, Weights)
    assert (lifted.cut, lifted.of_cell["a",], lifted.of_cell["b",]) == (20, 5.0, 5.0)
    assert rake({("a",): 20, ("b",): 180}, [{"a": 1.0, "b": 0.0}]) is Refusal.COSTLY


@pytest.mark.parametrize(
    ("voters", "targets", "why"),
    [
        ({("a",): 19, ("b",): 200}, [{"a": 0.3, "b": 0.7}], Refusal.FEW),
        ({("a",): 200}, [{"a": 0.5, "b": 0.5}], Refusal.FEW),
        ({("a",): 25, ("b",): 300}, [{"a": 0.5, "b": 0.5}], Refusal.COSTLY),
        (
            {("a", "x"): 100, ("b", "y"): 100},
            [{"a": 0.3, "b": 0.7}, {"x": 0.7, "y": 0.3}],
            Refusal.DIVERGES,
        ),
    ],
)
def test_weights_are_refused(
    voters: dict[tuple[str, ...], int], targets: list[dict[str, float]], why: Refusal
) -> None:
    assert rake(voters, targets) is why
