"""How hard the fault tests try."""

from __future__ import annotations

import pytest

FEW_KILLS = 4
"""Enough to see a loss in the suite; `make faults` kills forty times."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--kills`: how often processes are killed. Known when this folder is named, as `make faults` does."""
    parser.addoption("--kills", type=int, default=FEW_KILLS, help="how often processes are killed")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills", default=FEW_KILLS))
