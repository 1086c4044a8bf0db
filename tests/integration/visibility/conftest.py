"""The walk, made once for each database and looked at from many sides."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from forum.core.database import db
from forum.core.outbox import drain
from forum.pages.drawing import Card
from forum.pages.views import cards
from tests.cast import CAST
from tests.conftest import NOON
from tests.contents import changed, contents
from tests.houses import SQLITE, House
from tests.integration.visibility.badges import plant_badges
from tests.integration.visibility.campaigns import conceal_campaigns, plant_campaigns
from tests.integration.visibility.canaries import GUEST, PEOPLE
from tests.integration.visibility.concealing import conceal
from tests.integration.visibility.desk import plant_desk
from tests.integration.visibility.planting import FINN, Garden, export_everybody, plant
from tests.integration.visibility.polls import plant_polls
from tests.integration.visibility.publications import plant_face, plant_publications
from tests.integration.visibility.recipes import conceal_recipes, plant_recipes
from tests.integration.visibility.walking import Door, Visit, doors, walk
from tests.people import invite_cast, signed_in_client

KEPT_OUT = frozenset({GUEST, "chloe"})
"""Those from whom most is kept. On the second database only they walk: its own are the conditions in SQL."""
THOROUGH = {SQLITE: KEPT_OUT}
"""Who opens the address of every single post and topic. To the others one of each sort is enough, see `sorts`."""
WITHOUT_ROWS = {"static"}
"""Where the database does not matter."""


@dataclass
class Walked:
    """The garden, what each person met in it, and which tables were not the same afterwards."""

    garden: Garden
    kind: str
    visits: dict[str, list[Visit]]
    changed: set[str]


@pytest.fixture(scope="module")
def walked(house: House) -> Iterator[Walked]:
    """Plant, have guest and stranger look while nothing is hidden, conceal, and send people through every door."""
    house.empty()
    with house.app.app_context(), pytest.MonkeyPatch.context() as brush:
        brush.setattr(cards, "card", in_words)
        garden = Garden(house.app, invite_cast((*CAST, FINN), NOON))
        plant(garden)
        plant_polls(garden)
        plant_recipes(garden)
        plant_badges(garden)
        plant_campaigns(garden)
        plant_desk(garden)
        plant_publications(garden)
        plant_face(garden)
        drain()
        for person in sorted(KEPT_OUT):
            every = _doors_for(person, garden, house.kind)
            kept = [door for door in every if door.endpoint.startswith(("discussions.", "pages."))]
            list(walk(browser_of(garden, person), kept))
        shutil.rmtree(house.data_dir / "mail")
        conceal(garden)
        conceal_recipes(garden)
        conceal_campaigns(garden)
        export_everybody(garden)
        drain()
        walkers = PEOPLE if house.kind == SQLITE else KEPT_OUT
        browsers = {person: browser_of(garden, person) for person in sorted(walkers)}
        before = contents()
        visits: dict[str, list[Visit]] = {}
        for person, browser in browsers.items():
            every = _doors_for(person, garden, house.kind)
            visits[person] = list(walk(browser, every))
        every = doors(garden, GUEST)
        goodbyes = [door for door in every if door.endpoint == "accounts.erasure_progress"]
        visits[FINN.handle] = list(walk(leaver(garden), goodbyes))
        yield Walked(garden, house.kind, visits, changed(before))
        db.session.remove()


def in_words(given: Card) -> bytes:
    """Return what would be painted, so that the walk can read it."""
    return f"{given.title} {given.kicker} {given.site}".encode()


def _doors_for(person: str, garden: Garden, kind: str) -> list[Door]:
    every = doors(garden, person, sparing=person not in THOROUGH.get(kind, ()))
    return [door for door in every if kind == SQLITE or door.endpoint not in WITHOUT_ROWS]


def browser_of(garden: Garden, person: str) -> FlaskClient:
    """Return the browser of one of the cast, signed in, or of a guest."""
    return garden.app.test_client() if person == GUEST else signed_in_client(garden.app, person)


def leaver(garden: Garden) -> FlaskClient:
    """Return the browser in which somebody has just had their account erased."""
    browser = garden.app.test_client()
    with browser.session_transaction() as session:
        session["erasure"] = garden.erasure_id
    return browser
