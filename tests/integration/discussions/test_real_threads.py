"""The real conversations that lie beside the project arrive, counted right, and are found."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.check import broken_references, differing_counts
from forum.core.counters import counters
from forum.core.database import db
from forum.discussions.models import Post, Topic
from tests.houses import SQLITE, build_house, fast_folder
from tests.parts import shared_data

ENOUGH = 12
"""Of so many conversations with each sign of mark-up and on each shelf all would take a minute more."""
LONG = 14_000
"""Lines as long as this are taken besides."""
SIGNS = (
    *(
        "```",
        "`",
        r"\n    ",
        "|-",
        "> ",
        r"\n- ",
        r"\n* ",
        r"\n1. ",
        "](",
        "![",
        "http",
        "@",
        "**",
        "*",
        "_",
        "<",
    ),
    *("&", r"\n#", r"\n---", "~~", ":", r"\\", r"\u", r"\r", r"\t", '"reply_to": 1', '"reply_to": null'),
)
"""What a renderer or an importer may stumble over, as it stands in a line of JSON."""


@pytest.fixture
def threads(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    """The conversations; all of them in CI, or with `--whole`, else some of every kind."""
    file = shared_data("threads.jsonl")
    if os.environ.get("CI") or pytestconfig.getoption("--whole"):
        return file
    part = tmp_path / "threads.jsonl"
    part.write_text("".join(_of_every_kind(file.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    return part


def test_every_topic_post_and_author_arrives_is_counted_right_and_found(
    tmp_path_factory: pytest.TempPathFactory, threads: Path
) -> None:
    """One story, because it takes long."""
    file = threads
    wanted = _counts(file)
    with (
        fast_folder(tmp_path_factory) as folder,
        build_house(SQLITE, folder) as house,
        house.app.app_context(),
    ):
        imported = house.app.test_cli_runner().invoke(args=["import", "threads", str(file)])
        assert f"{wanted['topics']} imported, 0 already here, 0 rejected" in imported.output
        db.session.rollback()
        counted = [
            db.session.scalar(select(func.count()).select_from(model)) for model in (Topic, Post, Member)
        ]
        assert counted == [wanted["topics"], wanted["posts"], wanted["authors"]]
        assert [line for counter in counters for line in differing_counts(counter)] == []
        assert list(broken_references()) == []
        assert house.app.test_cli_runner().invoke(args=["search", "rebuild"]).exit_code == 0
        found = house.app.test_cli_runner().invoke(args=["search", "query", "espresso", "grinder", "--json"])
        assert json.loads(found.stdout)


def _of_every_kind(lines: list[str]) -> Iterator[str]:
    """Yield the very long lines, and of those with each sign and on each shelf the first few."""
    seen: Counter[str] = Counter()
    for line in lines:
        met = {sign for sign in SIGNS if sign in line} | {f"shelf {json.loads(line)['category']}"}
        if len(line) > LONG or any(seen[each] < ENOUGH for each in met):
            seen.update(met)
            yield line


def _counts(file: Path) -> dict[str, int]:
    topics = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    posts = [post for topic in topics for post in topic["posts"]]
    return {"topics": len(topics), "posts": len(posts), "authors": len({post["author"] for post in posts})}
