"""A number in an address that no row can have is a mistake of who typed it, not a fault of the house."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from tests.integration.polls.ballots import a_poll, vote

MANY = "9" * 30


@pytest.mark.parametrize("address", ["/polls/{}/voters?after=", "/polls?before=", "/campaigns?after="])
@pytest.mark.parametrize("number", [MANY, f"-{MANY}"], ids=["great", "small"])
def test_a_number_that_no_row_can_have_is_no_fault_of_the_house(
    cast: SimpleNamespace,
    guest: FlaskClient,
    browser_of: Callable[[str], FlaskClient],
    address: str,
    number: str,
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    vote(cast.viewer("chloe"), poll_id, q1="2")
    for browser in (guest, browser_of("chloe")):
        answer = browser.get(address.format(poll_id) + number)
        assert (answer.status_code, "<h1" in answer.text) == (400, True)
