"""A machine that lacks a part is told in a line for each; where CI is set, it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import parts
from tests.processes import ROOT


@pytest.fixture
def conftest(request: pytest.FixtureRequest) -> Any:
    """The hooks of this very suite."""
    return request.config.pluginmanager.getplugin(str(ROOT / "tests" / "conftest.py"))


@pytest.fixture
def without_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with everything but Redis."""
    for name, part in parts.PARTS.items():
        monkeypatch.setitem(parts.PARTS, name, replace(part, is_here=lambda name=name: name != "Redis"))


@pytest.mark.usefixtures("without_redis")
def test_what_is_missing_is_one_line_for_each_kind() -> None:
    (line,) = parts.missing_parts()
    assert line.startswith("Redis")
    parts.PARTS["PostgreSQL"].require()
    with pytest.raises(pytest.skip.Exception):
        parts.PARTS["Redis"].require()


@pytest.mark.usefixtures("without_redis")
def test_where_ci_is_set_nothing_may_be_missing(
    conftest: Any, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.exit.Exception, match="CI is set and these are missing: Redis"):
        conftest.pytest_sessionstart(request.session)
    monkeypatch.delenv("CI")
    conftest.pytest_sessionstart(request.session)
