"""Every write has a limit, the same by whichever way it comes, for each member and each guest's household."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.core.limits import RATES, limit_write

MOST = RATES["report"][0][0]
ALICE, CHLOE = {"X-Member": "1"}, {"X-Member": "3"}


def write(doors: Flask, path: str = "/write/", method: str = "POST", **visitor: object) -> TestResponse:
    return doors.test_client().open(path, method=method, **visitor)


def exhaust(doors: Flask, **visitor: object) -> None:
    for _ in range(MOST):
        assert write(doors, **visitor).status_code == 200


def test_beyond_the_limit_a_write_is_refused_and_told_when_to_come_back(doors: Flask) -> None:
    exhaust(doors, headers=ALICE)

    refused = write(doors, headers=ALICE)

    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


@pytest.mark.parametrize(
    ("path", "method"), [("/api/write", "POST"), ("/api/write", "PUT"), ("/write/", "POST")]
)
def test_no_other_way_leads_around_the_limit(doors: Flask, path: str, method: str) -> None:
    exhaust(doors, headers=ALICE)

    assert write(doors, path, method, headers=ALICE).status_code == 429


def test_one_members_limit_is_not_anothers(doors: Flask) -> None:
    exhaust(doors, headers=ALICE)

    assert write(doors, headers=CHLOE).status_code == 200
    assert write(doors).status_code == 200


def test_reading_is_not_limited(doors: Flask) -> None:
    exhaust(doors, headers=ALICE)

    assert write(doors, method="GET", headers=ALICE).status_code == 200


def test_guests_of_one_household_share_a_limit(doors: Flask) -> None:
    exhaust(doors, environ_base={"REMOTE_ADDR": "2001:db8::1"})

    assert write(doors, environ_base={"REMOTE_ADDR": "2001:db8::2"}).status_code == 429
    assert write(doors, environ_base={"REMOTE_ADDR": "2001:db8:0:1::1"}).status_code == 200


def test_an_invented_address_is_no_way_around(doors: Flask) -> None:
    exhaust(doors)

    assert write(doors, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429


def test_a_limit_that_nobody_set_cannot_be_named() -> None:
    with pytest.raises(KeyError):
        limit_write("no such limit")
