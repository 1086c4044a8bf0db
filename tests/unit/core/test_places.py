"""Places inside the application: never more than there are, and who comes back goes first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import monotonic, sleep

from forum.core.places import Places, step_outside

LONG = 5.0


def until(true: Callable[[], bool]) -> None:
    """Wait for what other threads do."""
    ends = monotonic() + LONG
    while not true():
        assert monotonic() < ends
        sleep(0.001)


def test_never_more_are_inside_than_there_are_places() -> None:
    places, inside, most = Places(3), [], []

    def work(number: int) -> None:
        with places.inside():
            inside.append(number)
            most.append(len(inside))
            sleep(0.002)
            inside.remove(number)
            with places.outside():
                sleep(0.002)
            inside.append(number)
            most.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(work, range(60)))
    assert max(most) == 3


def test_a_place_is_free_while_its_holder_is_outside() -> None:
    places = Places(1)
    with places.inside(), places.outside(), places.inside():
        pass


def test_who_comes_back_goes_before_newcomers() -> None:
    places, order = Places(1), []
    is_outside, may_return, is_waiting = Event(), Event(), Event()

    def returner() -> None:
        with places.inside():
            with places.outside():
                is_outside.set()
                may_return.wait(LONG)
                is_waiting.set()
            order.append("back")

    def newcomer() -> None:
        with places.inside():
            order.append("new")

    first = Thread(target=returner)
    first.start()
    is_outside.wait(LONG)
    others = [Thread(target=newcomer) for _each in range(3)]
    with places.inside():
        for each in others:
            each.start()
        may_return.set()
        is_waiting.wait(LONG)
        until(lambda: places._returning == 1)
    for each in (first, *others):
        each.join(LONG)
    assert order == ["back", "new", "new", "new"]


def test_an_error_outside_gives_the_place_back() -> None:
    places = Places(1)
    try:
        with places.inside(), places.outside():
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with places.inside():
        pass


def test_without_a_server_nothing_is_left() -> None:
    with step_outside():
        pass
