"""Whatever happens to a file of the Whoosh index is noticed before it is believed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from forum.core.search import SearchUnavailable
from forum.search.engines.whoosh_backend import WhooshBackend
from tests.processes import ROOT
from tests.search_shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    filled = Shelf(WhooshBackend(tmp_path))
    for number in range(40):
        filled.put(f"salt and pepper, {number} grains")
    filled.index()
    return filled


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def overwrite(path: Path) -> None:
    middle = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(middle)
        before = file.read(8)
        file.seek(middle)
        file.write(bytes(255 - byte for byte in before))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("suffix", [".trm", ".pst", ".facts.col", ".toc", "whole.json", "current"])
@pytest.mark.parametrize("damage", [truncate, overwrite, empty, Path.unlink])
@pytest.mark.parametrize("is_open", [True, False], ids=["while it is open", "before it is opened"])
def test_damage_is_noticed_and_a_rebuild_mends_it(
    shelf: Shelf, tmp_path: Path, suffix: str, damage: Callable[[Path], None], is_open: bool
) -> None:
    before = shelf.find("pepper")
    engine = shelf.engine if is_open else WhooshBackend(tmp_path)
    file = next(path for path in tmp_path.rglob("*") if path.name.endswith(suffix))
    time.sleep(0.01)
    damage(file)
    other = Shelf(engine)
    with suppress(SearchUnavailable):
        assert other.find("pepper") == before, "found something else than before"
    other.posts = shelf.posts
    other.index()
    assert other.find("pepper") == before
    other.update(1)
    assert other.find("pepper").posts == before.posts


def test_damage_is_never_merged_into_the_next_segment(shelf: Shelf, tmp_path: Path) -> None:
    shelf.find("salt")
    overwrite(next(tmp_path.rglob("*.pst")))
    with pytest.raises(SearchUnavailable):
        shelf.update(1)


def test_a_search_that_is_open_sees_what_another_process_wrote(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.found("fennel") == []
    writer = Shelf(WhooshBackend(tmp_path))
    writer.posts = shelf.posts
    added = shelf.put("fennel")
    writer.update(added.post_id)
    assert shelf.found("fennel") == [added.post_id]
    del shelf.posts[added.post_id]
    writer.index()
    assert shelf.found("fennel") == []


KILLED = """
import sys
from pathlib import Path
from forum.search.engines.whoosh_backend import WhooshBackend
from tests.search_shelf import Shelf
shelf = Shelf(WhooshBackend(Path(sys.argv[1])))
for number in range(40):
    shelf.put(f"salt and pepper, {number} grains")
print("ready", flush=True)
while True:
    shelf.update(*range(1, 41, 3))
    if len(sys.argv) > 2:
        shelf.index()
"""


@pytest.mark.parametrize("also_rebuilds", [False, True])
def test_a_writer_that_is_killed_leaves_an_index_that_works(
    shelf: Shelf, tmp_path: Path, also_rebuilds: bool
) -> None:
    before = shelf.find("pepper")
    arguments = [sys.executable, "-c", KILLED, str(tmp_path), *(["rebuild"] if also_rebuilds else [])]
    environment = os.environ | {"PYTHONPATH": "."}
    for turn in range(4):
        with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.07 * turn)
            writer.send_signal(signal.SIGKILL)
        assert shelf.find("pepper").posts == before.posts
        shelf.update(turn + 1)
        assert shelf.find("pepper").posts == before.posts
    shelf.index()
    assert shelf.find("pepper") == before
    assert len(list(tmp_path.glob("index-*"))) == 1
