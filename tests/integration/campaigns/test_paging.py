"""Campaigns have pages: the running ones first, then the decided ones, each campaign on one page exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.campaigns.models import Campaign
from forum.campaigns.queries import campaigns
from forum.campaigns.words import OutcomeKind
from forum.core.database import db, write_transaction
from forum.core.policy import GUEST
from tests.campaigns import a_campaign, a_decided, publish
from tests.conversations import NOON, shelf

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def two_on_a_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(campaigns, "PAGE_SIZE", 2)
    campaigns._rows.cache_clear()
    yield
    campaigns._rows.cache_clear()


def test_every_campaign_is_on_one_page(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana, fans = cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")]
    place = shelf("kitchen")
    decided = [a_decided(dana, fans, category=place)[0] for _turn in range(2)]
    running = [a_campaign(dana, category=place) for _turn in range(3)]
    publish(dana, decided[0], None, outcome=OutcomeKind.NOT_MADE)
    with write_transaction():
        db.session.execute(update(Campaign).values(phase_since=NOON))
        db.session.execute(
            update(Campaign)
            .where(Campaign.topic_id == running[0])
            .values(phase_since=NOON + timedelta(days=1))
        )
    seen, after = [], None
    for _turn in range(3):
        page = campaigns.campaigns_for(GUEST, after)
        seen.append([row.id for row in page.rows])
        after = page.further
    assert after is None
    undecided = sorted([*running[1:], decided[1]], reverse=True)
    assert [id for ids in seen for id in ids] == [running[0], *undecided, decided[0]]
    further = re.search(r'rel="next" href="(/campaigns\?after=\d+)"', guest.get("/campaigns").text)
    assert further is not None
    shown = guest.get(further[1]).text
    assert f'href="/campaigns/{seen[1][0]}"' in shown and f'href="/campaigns/{seen[0][0]}"' not in shown
    assert 'href="/campaigns/desk?after=' in browser_of("dana").get("/campaigns/desk").text
