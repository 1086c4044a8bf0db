"""Badges are found without knowing an address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient


@pytest.mark.usefixtures("cast")
def test_every_page_leads_to_the_badges(guest: FlaskClient) -> None:
    assert 'href="/badges"' in guest.get("/latest").text


def test_the_desk_of_moderators_leads_to_unusual_likes(browser_of: Callable[[str], FlaskClient]) -> None:
    page = browser_of("bruno").get("/moderation/reports").text
    assert 'href="/moderation/likes"' in page
