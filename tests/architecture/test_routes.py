"""Every route that takes something: with a token, from our own pages, within a limit, and from whom it is meant for.

That looking changes nothing is seen by walking through every door: `tests/integration/visibility/test_walk.py`.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from forum.core.limits import MARK, SAFE_METHODS
from forum.core.room import csrf
from tests.cast import CAST
from tests.conftest import NOON
from tests.contents import changed, contents
from tests.conversations import answer, opening
from tests.houses import SQLITE
from tests.people import invite_cast

pytestmark = pytest.mark.parametrize("house", [SQLITE], indirect=True)

TOKENS_IN_THE_ADDRESS = {"notifications.unsubscribe"}
"""Mail programs send these by themselves (RFC 8058); a signed address stands for the token of a form."""

OPEN_TO_GUESTS = {
    "accounts.confirm_by_code",
    "accounts.confirm_by_link",
    "accounts.confirm_email_by_link",
    "accounts.language",
    "accounts.passkey_options",
    "accounts.recover",
    "accounts.reset_by_code",
    "accounts.reset_by_link",
    "accounts.second_step",
    "accounts.send_confirmation_again",
    "accounts.sign_in",
    "accounts.sign_in_by_passkey",
    "accounts.sign_up",
    "admin.setup",
    "moderation.new_notice",
    "moderation.report_member",
    "moderation.report_post",
    "notifications.unsubscribe",
}
"""Ways in for those who are not signed in, each looked at: they prove who they are by password, code or link,
report something that all can read, or concern nobody but themselves."""

SHOWN_TO_GUESTS = {
    "posting.send_reply",
    "posting.start",
    "preview.preview",
    "recipe_writing.review",
    "recipe_writing.paste",
    "recipe_writing.start",
}
"""What guests wrote is shown to them, to be sent once they have signed in; nothing is stored."""

GUARDED = (303, 401, 403, 404)
ORIGINS = ("https://elsewhere.example", "http://127.0.0.1.elsewhere.example", "null", "")
EVERYWHERE = "1"
PLACES = {"handle": "alice", "place": "topic:new", "group": "members"}
"""What stands in addresses: numbers are 1, where something was made."""


def unsafe_routes(app: Flask) -> list[tuple[Rule, str]]:
    """Return every route with each method by which it takes something."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - SAFE_METHODS)
    ]


def address(rule: Rule) -> str:
    values = {name: PLACES.get(name, EVERYWHERE) for name in rule.arguments}
    built = rule.build({**(rule.defaults or {}), **values}, append_unknown=False)
    assert built is not None, rule
    return built[1]


def ask(browser: FlaskClient, rule: Rule, method: str, **more: object) -> int:
    return browser.open(address(rule), method=method, **more).status_code


@pytest.fixture
def guarded_app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as it runs: asking for tokens."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    return app


def test_there_are_routes_to_look_at(app: Flask) -> None:
    assert len(unsafe_routes(app)) > 70


def test_nothing_is_taken_without_the_token_of_a_form(guarded_app: Flask) -> None:
    browser = guarded_app.test_client()
    taken = [
        f"{method} {rule}"
        for rule, method in unsafe_routes(guarded_app)
        if rule.endpoint not in TOKENS_IN_THE_ADDRESS and ask(browser, rule, method) != 400
    ]
    assert taken == []


@pytest.mark.parametrize("origin", ORIGINS)
def test_nothing_is_taken_from_another_site_even_with_a_token(guarded_app: Flask, origin: str) -> None:
    browser = guarded_app.test_client()
    headers = {"X-CSRFToken": token_of(browser), "Origin": origin}
    taken = [
        f"{method} {rule}"
        for rule, method in unsafe_routes(guarded_app)
        if rule.endpoint not in TOKENS_IN_THE_ADDRESS and ask(browser, rule, method, headers=headers) != 400
    ]
    assert taken == []


def test_our_own_pages_are_let_in_with_their_token(guarded_app: Flask) -> None:
    browser = guarded_app.test_client()
    headers = {"X-CSRFToken": token_of(browser), "Origin": guarded_app.config["PUBLIC_URL"]}
    assert browser.post("/language", data={"language": "de"}, headers=headers).status_code == 303


def token_of(browser: FlaskClient) -> str:
    """Return a token that belongs to the session of this browser."""
    page = browser.get("/sign-in").text
    return page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


def test_every_route_that_takes_something_has_a_limit(app: Flask) -> None:
    without = {
        rule.endpoint
        for rule, _ in unsafe_routes(app)
        if not hasattr(app.view_functions[rule.endpoint], MARK)
    }
    assert without == set()


def test_no_slash_leads_around_a_limit(app: Flask) -> None:
    routes = app.url_map.bind("127.0.0.1")
    around = []
    for rule, method in unsafe_routes(app):
        for variant in (f"{address(rule)}/", f"/{address(rule)}", address(rule).replace("/", "//", 1)):
            try:
                endpoint, _ = routes.match(variant, method=method)
            except HTTPException:
                continue
            if not hasattr(app.view_functions[endpoint], MARK):
                around.append(variant)
    assert around == []


def test_a_guest_is_let_in_only_where_guests_are_meant(app: Flask) -> None:
    alice = invite_cast(CAST, NOON).viewer("alice")
    answer(opening(alice), alice)
    before = contents()
    let_in = {
        f"{status} {method} {rule}"
        for rule, method in unsafe_routes(app)
        if rule.endpoint not in OPEN_TO_GUESTS
        and (status := ask(app.test_client(), rule, method, data={"body": "Me, too.", "sure": "y"}))
        not in ((*GUARDED, 200, 422) if rule.endpoint in SHOWN_TO_GUESTS else GUARDED)
    }
    assert let_in == set()
    assert changed(before) == set()


def test_whoever_is_led_away_is_led_to_the_sign_in(app: Flask) -> None:
    led = {
        f"{method} {rule}": place
        for rule, method in unsafe_routes(app)
        if rule.endpoint not in OPEN_TO_GUESTS
        and (place := app.test_client().open(address(rule), method=method).location)
        and not place.startswith("/sign-in")
    }
    assert led == {}


def test_the_list_of_what_is_open_to_guests_names_what_there_is(app: Flask) -> None:
    assert {rule.endpoint for rule, _ in unsafe_routes(app)} >= (
        OPEN_TO_GUESTS | SHOWN_TO_GUESTS | TOKENS_IN_THE_ADDRESS
    )
    assert {name.rpartition(".")[2] for name in csrf._exempt_views} == {
        name.rpartition(".")[2] for name in TOKENS_IN_THE_ADDRESS
    }
