"""Every address that can be opened, with everything that was planted put into it, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from forum.core import policy
from forum.core.http import LARGEST_NUMBER
from tests.integration.visibility.addresses import Addresses
from tests.integration.visibility.canaries import GUEST, canaries_in, readable
from tests.integration.visibility.looking import FRAGMENT, Onlooker
from tests.integration.visibility.planting import Garden

SIGN_IN = "/sign-in?"
ECHOING = frozenset({"search.results", "search.suggestions", "posting.new_topic"})
"""Pages that repeat what was typed; redirects do, too."""


@dataclass(frozen=True)
class Door:
    """One address, the route that answers there, and an address of this route at which there is nothing, if any."""

    rule: str
    endpoint: str
    address: str
    nowhere: str = ""


@dataclass(frozen=True)
class Visit:
    """What came back when somebody opened a door: its status, which planted words, and who may keep it."""

    door: Door
    is_fragment: bool
    status: int
    kind: str
    found: frozenset[str]
    caching: str
    leads_to_sign_in: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether one was sent away for who one is."""
        return self.status == 403 or self.leads_to_sign_in

    def __str__(self) -> str:
        return f"{self.status} at {self.door.address}{' as a fragment' if self.is_fragment else ''}"


def walked_rules(app: Flask) -> list[Rule]:
    """Return every route that can be opened by looking."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def doors(garden: Garden, person: str, *, sparing: bool = False) -> list[Door]:
    """Return every address of every route, with all that was planted put in for its arguments; see `Addresses.of`.

    They are the same for everybody; `sparing`, those that stand for all others when `person` looks.

    Raises:
        KeyError: for a route with an argument that `Addresses` cannot fill.
    """
    addresses = Addresses(garden, policy.GUEST if person == GUEST else garden.viewer(person))
    return [
        Door(rule.rule, rule.endpoint, address, nowhere(rule))
        for rule in walked_rules(garden.app)
        for address in addresses.of(rule, sparing=sparing)
    ]


def nowhere(rule: Rule) -> str:
    """Return an address of a route at which there is nothing; empty for a route with one address only."""
    given = rule.defaults or {}
    names = rule.arguments - given.keys()
    values = {
        name: LARGEST_NUMBER if isinstance(rule._converters[name], IntegerConverter) else "nowhere"
        for name in names
    }
    _host, path = rule.build({**given, **values}, append_unknown=False) or ("", "")
    return path if names else ""


def walk(browser: FlaskClient, through: Iterable[Door]) -> Iterator[Visit]:
    """Open every door; once more as a fragment where the answer depends on whether one is wanted.

    Of a route that sends somebody away from its first address, and from one at which there is nothing, only these are
    opened: it asks who comes before it looks for anything.
    """
    onlooker = Onlooker(browser)
    for _rule, group in groupby(through, attrgetter("rule")):
        first, *others = group
        visits = list(_look(onlooker, first))
        yield from visits
        if visits[0].is_refused and len(others) > 1:
            visit, _ = _open(onlooker, replace(first, address=first.nowhere))
            yield visit
            if visit.is_refused:
                others = []
        for door in others:
            yield from _look(onlooker, door)


def _look(onlooker: Onlooker, door: Door) -> Iterator[Visit]:
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
    to_sign_in = said.get("Location", "").startswith(SIGN_IN)
    visit = Visit(door, fragment, status, kind, found, said.get("Cache-Control", ""), to_sign_in)
    return visit, FRAGMENT in asked and not to_sign_in
