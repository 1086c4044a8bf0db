"""Every address that can be opened, with everything that was planted put into it, and what comes back."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.integration.visibility.addresses import Addresses
from tests.integration.visibility.canaries import canaries_in, readable
from tests.integration.visibility.planting import Garden

FRAGMENT = {"HX-Request": "true"}
ECHOING = frozenset({"search.results", "search.suggestions", "posting.new_topic"})
"""Pages that repeat what was typed; redirects do, too."""


@dataclass(frozen=True)
class Door:
    """One address, and the route that answers there."""

    rule: str
    endpoint: str
    address: str
    has_fragment: bool


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


def doors(garden: Garden) -> list[Door]:
    """Return every address of every route, with all that was planted put in for its arguments.

    Raises:
        KeyError: for a route with an argument that `Addresses` cannot fill.
    """
    addresses = Addresses(garden)
    return [
        Door(rule.rule, rule.endpoint, address, _knows_fragments(garden.app, rule.endpoint))
        for rule in walked_rules(garden.app)
        for address in addresses.of(rule)
    ]


def walk(browser: FlaskClient, through: Iterable[Door]) -> Iterator[Visit]:
    """Open every door, and those that answer fragments in their way too."""
    for door in through:
        yield _open(browser, door, {})
        if door.has_fragment and "?" not in door.address:
            yield _open(browser, door, FRAGMENT)


def _open(browser: FlaskClient, door: Door, headers: dict[str, str]) -> Visit:
    with browser.get(door.address, headers=headers) as answer:
        found = canaries_in(f"{readable(answer.data)}\n{answer.headers}")
        if door.endpoint in ECHOING or 300 <= answer.status_code < 400:
            found -= canaries_in(door.address)
        caching = answer.headers.get("Cache-Control", "")
        return Visit(door, bool(headers), answer.status_code, answer.mimetype, found, caching)


def _knows_fragments(app: Flask, endpoint: str) -> bool:
    """Whether the module of this view asks if a fragment is wanted."""
    return "wants_fragment" in inspect.getsource(sys.modules[app.view_functions[endpoint].__module__])
