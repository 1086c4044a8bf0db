"""What a page costs: a fixed number of statements, however much stands on it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import write_transaction
from forum.core.versions import touch
from forum.discussions.models import Post
from tests.conversations import answer, opening, shelf
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]

GUEST_UNCACHED = 5
GUEST_CACHED = 1
MEMBER = 9
TEAM = MEMBER + 1
"""The team's header says what waits in the queue."""
LIST = 9
LISTS = ("/", "/latest", "/new", "/top", "/unanswered", "/unread", "/categories/kitchen")


def address(post: Post) -> str:
    return f"/topics/{post.topic_id}/into-the-pot"


def change(post: Post) -> None:
    with write_transaction():
        touch(f"topic:{post.topic_id}")


def cost(app: Flask, browser: FlaskClient, path: str) -> list[str]:
    """Return what a page asks for once everything that lasts is in memory and the position is written."""
    for _ in range(2):
        browser.get(path).close()
    with statements(app) as seen:
        assert browser.get(path).status_code == 200
    return seen


def test_a_kept_page_costs_a_guest_one_look_at_the_versions(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    assert (
        cost(app, guest, address(opening(cast.viewer("alice"))))
        == ["versions, read before Flask"] * GUEST_CACHED
    )


def test_one_post_and_fifty_cost_the_same(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    small, large = (opening(cast.viewer("alice"), silent=True) for _ in range(2))
    for _ in range(49):
        answer(large, cast.viewer("chloe"), silent=True)
    alice = browser_of("alice")
    costs = [cost(app, alice, address(post)) for post in (small, large)]
    assert len(costs[0]) == len(costs[1]) <= MEMBER, costs
    for post in (small, large):
        guest.get(address(post))
        change(post)
        with statements(app) as seen:
            guest.get(address(post))
        assert len(seen) <= GUEST_UNCACHED, seen


@pytest.mark.parametrize("who", ["alice", "bruno", "dana", "emil"])
def test_a_member_costs_nine_statements_at_most_when_the_topic_has_changed(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, who: str
) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    browser = browser_of(who)
    for _ in range(2):
        browser.get(address(first)).close()
    change(first)
    with statements(app) as seen:
        browser.get(address(first))
    assert len(seen) <= (MEMBER if who == "alice" else TEAM), "\n".join(seen)


def test_lists_cost_the_same_for_one_topic_and_for_a_full_page(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    kitchen = shelf("kitchen")
    browser = browser_of("chloe")
    costs = []
    for topics in (1, 20):
        for _ in range(topics):
            first = opening(cast.viewer("alice"), category=kitchen, kind="question", silent=True)
            browser.get(address(first)).close()
            answer(first, cast.viewer("alice"), silent=True)
        costs.append({path: len(cost(app, browser, path)) for path in LISTS})
    assert costs[0] == costs[1], costs
    assert max(costs[1].values()) <= LIST, costs
