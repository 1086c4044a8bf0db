"""Things kept in a process: found while they are young, forgotten when there are too many, made by one at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from weakref import ref

from forum.core.kept import Kept


class Clockwork:
    """A clock that tests wind on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_kept_is_found_with_the_versions_it_was_made_from() -> None:
    kept: Kept[str] = Kept(100)
    kept.keep("soup", "hot", {"site": 1}, 10)
    entry = kept.find("soup")
    assert entry is not None
    assert (entry.value, entry.versions) == ("hot", {"site": 1})


def test_it_is_found_no_more_when_it_is_too_old() -> None:
    clock = Clockwork()
    kept: Kept[str] = Kept(100, stands_for=25, tick=clock)
    kept.keep("soup", "hot", {}, 10)
    clock.now = 25
    assert kept.find("soup") is None


def test_what_is_too_old_is_let_go_though_nobody_asks_for_it() -> None:
    class Secret:
        pass

    clock = Clockwork()
    kept: Kept[Secret] = Kept(100, stands_for=25, tick=clock)
    secret = Secret()
    kept.keep("poll", secret, {}, 10)
    still_there = ref(secret)
    del secret
    clock.now = 25
    kept.find("another poll")
    assert still_there() is None


def test_what_nobody_asked_for_the_longest_is_forgotten_first() -> None:
    kept: Kept[str] = Kept(30)
    for dish in ("soup", "bread", "cheese"):
        kept.keep(dish, dish, {}, 10)
    kept.find("soup")
    kept.keep("cake", "cake", {}, 10)
    assert [dish for dish in ("soup", "bread", "cheese", "cake") if kept.find(dish)] == [
        "soup",
        "cheese",
        "cake",
    ]


def test_keeping_the_same_again_takes_no_more_room() -> None:
    kept: Kept[int] = Kept(20)
    kept.keep("bread", 0, {}, 10)
    for number in range(9):
        kept.keep("soup", number, {}, 10)
    assert kept.find("bread") is not None


def test_one_builds_while_the_others_wait() -> None:
    kept: Kept[str] = Kept(100)
    together, built = Barrier(6), []

    def ask(_: int) -> None:
        together.wait()
        with kept.building("soup"):
            if kept.find("soup") is None:
                built.append("soup")
                kept.keep("soup", "hot", {}, 10)

    with ThreadPoolExecutor(6) as cooks:
        list(cooks.map(ask, range(6)))
    assert built == ["soup"]


def test_a_builder_who_fails_leaves_the_place_to_the_next() -> None:
    kept: Kept[str] = Kept(100)
    try:
        with kept.building("soup"):
            raise ValueError
    except ValueError:
        pass
    with kept.building("soup"):
        kept.keep("soup", "hot", {}, 10)
    assert kept.find("soup") is not None
