"""Commands where no community was ever started."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Config
from forum.factory import create_app


@pytest.mark.parametrize(
    "command",
    [["forum", "check"], ["bench", "seed"], ["search", "query", "tea"], ["member", "sign-out", "anna"]],
)
def test_a_command_says_that_there_is_nothing_yet(tmp_path: Path, command: list[str]) -> None:
    result = (
        create_app(Config.from_environ({"DATA_DIR": str(tmp_path)})).test_cli_runner().invoke(args=command)
    )
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: there is no community in this database yet.")
    assert "Traceback" not in result.output
