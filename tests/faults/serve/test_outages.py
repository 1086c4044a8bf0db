"""PostgreSQL or Redis goes away under a running house and comes back."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running_house import RunningHouse, running_house
from tests.servers import Server, own_postgresql, own_redis

PAGE = "/sign-in"


@dataclass
class ScaledOut:
    """A house and the servers it stands on."""

    house: RunningHouse
    postgresql: Server
    redis: Server

    def look(self) -> tuple[int, http.client.HTTPMessage, str]:
        """Return status, headers and text of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=10)
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def seconds_until_it_reads(self) -> float:
        began = time.monotonic()
        while time.monotonic() - began < 30:
            with suppress(OSError, http.client.HTTPException):
                if self.look()[0] == 200:
                    return time.monotonic() - began
            time.sleep(0.05)
        raise AssertionError("no page within 30 seconds")


@pytest.fixture(scope="module")
def scaled_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScaledOut]:
    folder: Path = tmp_path_factory.mktemp("scaled")
    with ExitStack() as closing:
        postgresql = closing.enter_context(own_postgresql())
        redis = closing.enter_context(own_redis(folder))
        environment = {
            "DATABASE_URL": postgresql.url,
            "QUEUE_URL": redis.url,
            "CACHE_URL": redis.url,
            "DEMO": "0",
        }
        house = closing.enter_context(running_house(folder / "data", **environment))
        yield ScaledOut(house, postgresql, redis)


def test_without_its_database_the_house_says_so_plainly_and_reads_again_afterwards(
    scaled_out: ScaledOut,
) -> None:
    assert scaled_out.look()[0] == 200

    scaled_out.postgresql.stop()
    began = time.monotonic()
    status, headers, text = scaled_out.look()
    waited = time.monotonic() - began
    scaled_out.postgresql.start()

    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert "psycopg" not in text
    assert waited < 3
    assert scaled_out.seconds_until_it_reads() < 10


def test_without_redis_pages_are_read_all_the_same(scaled_out: ScaledOut) -> None:
    scaled_out.redis.stop()
    status, _, _ = scaled_out.look()
    scaled_out.redis.start()

    assert status == 200
    assert scaled_out.look()[0] == 200
