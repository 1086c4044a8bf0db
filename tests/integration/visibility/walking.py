"""Every address that can be opened, with everything that was planted put into it, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.integration.visibility.addresses import Addresses
from tests.integration.visibility.canaries import canaries_in, readable
from tests.integration.visibility.looking import FRAGMENT, Onlooker
from tests.integration.visibility.planting import Garden

SIGN_IN = "/sign-in?"
ECHOING = frozenset({"search.results", "search.suggestions", "posting.new_topic"})
"""Pages that repeat what was typed; redirects do, too."""


@dataclass(frozen=True)
class Door:
    """One address, and the route that answers there."""

    rule: str
    endpoint: str
    address: str


@dataclass(frozen=True)
class Visit:
    """What came back when somebody opened a door: its status, which planted words, and who may keep it."""

    door: Door
    is_fragment: bool
    status: int
    kind: str
    found: frozenset[str]
    caching: str

    def __str__(self) -> str:
        return f"{self.status} at {self.door.address}{' as a fragment' if self.is_fragment else ''}"


def walked_rules(app: Flask) -> list[Rule]:
    """Return every route that can be opened by looking."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def doors(garden: Garden, *, sparing: bool = False) -> list[Door]:
    """Return every address of every route, with all that was planted put in for its arguments; see `Addresses.of`.

    Raises:
        KeyError: for a route with an argument that `Addresses` cannot fill.
    """
    addresses = Addresses(garden)
    return [
        Door(rule.rule, rule.endpoint, address)
        for rule in walked_rules(garden.app)
        for address in addresses.of(rule, sparing=sparing)
    ]


def walk(browser: FlaskClient, through: Iterable[Door]) -> Iterator[Visit]:
    """Open every door; once more as a fragment where the answer depends on whether one is wanted."""
    onlooker = Onlooker(browser)
    for door in through:
        visit, has_fragment = _open(onlooker, door)
        yield visit
        if has_fragment and "?" not in door.address:
            yield _open(onlooker, door, fragment=True)[0]


def _open(onlooker: Onlooker, door: Door, *, fragment: bool = False) -> tuple[Visit, bool]:
    """Return what came back, and whether it depends on more than the question whom to ask to sign in."""
    status, headers, body, asked = onlooker.look(door.address, fragment=fragment)
    told = "\n".join(f"{name}: {value}" for name, value in headers)
    found = canaries_in(f"{readable(body)}\n{told}")
    if door.endpoint in ECHOING or 300 <= status < 400:
        found -= canaries_in(door.address)
    said = dict(headers)
    kind = said.get("Content-Type", "").partition(";")[0]
    visit = Visit(door, fragment, status, kind, found, said.get("Cache-Control", ""))
    return visit, FRAGMENT in asked and not said.get("Location", "").startswith(SIGN_IN)
