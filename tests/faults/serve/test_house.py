"""The house as one command opens it: it stands up again whichever process dies, and leaves none behind."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.processes import ROOT, kill
from tests.running_house import RunningHouse, descendants, free_port, running_house

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house without the demo."""
    with running_house(tmp_path_factory.mktemp("house") / "data", loads_itself=True, DEMO="0") as house:
        yield house


def refusal(house: RunningHouse, **changes: str) -> str:
    """Return the one line with which a start is refused."""
    ended = subprocess.run(
        [sys.executable, "-m", "forum.serve"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **house.environment, "PORT": str(house.port), **changes},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def wait_until_gone(pids: set[int], seconds: float = 12) -> set[int]:
    """Return those of `pids` that are still there after so long."""
    ends = time.monotonic() + seconds
    while (left := {pid for pid in pids if Path(f"/proc/{pid}").exists()}) and time.monotonic() < ends:
        time.sleep(0.05)
    return left


def processor_seconds(pid: int) -> float:
    """Return what a process has taken of a processor since it began."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_new_house_answers_and_says_how_to_set_it_up(open_house: RunningHouse) -> None:
    said = open_house.said()

    assert f"Potluck is open at http://127.0.0.1:{open_house.port}" in said
    assert "Set it up with this link" in said
    assert "Sign in to the demo" not in said
    open_house.seconds_until_it_answers()
    assert open_house.ask() < 400


def test_what_it_keeps_is_private(open_house: RunningHouse) -> None:
    assert stat.S_IMODE(open_house.data_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((open_house.data_dir / "secret").stat().st_mode) == 0o600


def test_two_houses_do_not_share_a_folder_or_a_port(open_house: RunningHouse, tmp_path: Path) -> None:
    assert "is running already" in refusal(open_house, PORT=str(free_port()))
    assert f"PORT is “{open_house.port}”" in refusal(open_house, DATA_DIR=str(tmp_path))


def test_whichever_process_is_killed_the_house_answers_again_within_five_seconds(
    open_house: RunningHouse,
) -> None:
    before = descendants(open_house.process.pid)
    assert len(before) >= 3, "web server, its processes, worker"
    for pid in sorted(before):
        with suppress(ProcessLookupError):  # it went with its parent, which was killed before it
            os.kill(pid, signal.SIGKILL)
        assert wait_until_gone({pid}) == set()
        assert open_house.seconds_until_it_answers() < max(5, open_house.opened_in)
    time.sleep(1)
    assert len(descendants(open_house.process.pid)) == len(before)


def test_no_process_outlives_a_parent_that_was_killed(open_house: RunningHouse) -> None:
    others = descendants(open_house.process.pid)
    kill(open_house.process)
    assert wait_until_gone(others) == set()

    open_house.open()


def test_a_second_start_takes_no_five_seconds_of_a_processor(open_house: RunningHouse) -> None:
    house = {open_house.process.pid, *descendants(open_house.process.pid)}
    assert sum(map(processor_seconds, house)) < 5


def reached_by_ctrl_c(parent: int) -> set[int]:
    """Return to whom a terminal tells Ctrl-C: the processes of its foreground group."""
    return {pid for pid in {parent, *descendants(parent)} if os.getpgid(pid) == os.getpgid(parent)}


def test_ctrl_c_ends_it_cleanly(open_house: RunningHouse) -> None:
    assert reached_by_ctrl_c(open_house.process.pid) == {open_house.process.pid}
    assert_it_ends_cleanly(open_house, signal.SIGINT)


def assert_it_ends_cleanly(house: RunningHouse, number: signal.Signals) -> None:
    others, said = descendants(house.process.pid), len(house.said())
    assert house.close(number) == 0
    assert wait_until_gone(others, 1) == set()
    assert "Traceback" not in house.said()[said:]


@pytest.fixture(scope="module")
def house_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house that listens at an address of its own."""
    folder = tmp_path_factory.mktemp("elsewhere") / "data"
    with running_house(folder, DEMO="0", HOST="127.0.0.2") as house:
        yield house


def test_host_and_port_are_where_it_listens(house_elsewhere: RunningHouse) -> None:
    port = house_elsewhere.port
    assert f"Potluck is open at http://127.0.0.2:{port}" in house_elsewhere.said()
    with socket.create_connection(("127.0.0.2", port), timeout=5):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_sigterm_ends_it_cleanly(house_elsewhere: RunningHouse) -> None:
    assert_it_ends_cleanly(house_elsewhere, signal.SIGTERM)
