"""The environment is read in one place, and that place is documented."""

from __future__ import annotations

import re

from forum.core.configuration import as_page
from tests.processes import ROOT


def test_the_page_of_settings_is_what_config_says() -> None:
    written = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert written == as_page(), "run make docs"


def test_nothing_but_config_reads_the_environment() -> None:
    readers = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "forum").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bos\.(environ|getenv)\b|from os import .*\b(environ|getenv)\b", line)
    ]

    assert readers == []
