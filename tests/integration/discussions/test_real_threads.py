"""The real conversations that lie beside the project arrive, counted right, and are found."""

from __future__ import annotations

import json
import os
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

EVERY = 6
"""Of so many conversations one is taken where all would take a minute, and besides those that are very long."""
LONG = 14_000


@pytest.fixture
def threads(pytestconfig: pytest.Config, tmp_path: Path) -> Path:
    """The conversations; all of them in CI, or with `--whole`."""
    file = shared_data("threads.jsonl")
    if os.environ.get("CI") or pytestconfig.getoption("--whole"):
        return file
    some = [
        line
        for number, line in enumerate(file.read_text("utf-8").splitlines(keepends=True))
        if number % EVERY == 0 or len(line) > LONG
    ]
    part = tmp_path / "threads.jsonl"
    part.write_text("".join(some), "utf-8")
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


def _counts(file: Path) -> dict[str, int]:
    topics = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    posts = [post for topic in topics for post in topic["posts"]]
    return {"topics": len(topics), "posts": len(posts), "authors": len({post["author"] for post in posts})}
