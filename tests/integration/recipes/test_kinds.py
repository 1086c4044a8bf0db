"""Other things than food: kinds of creation that the brand defines."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.settings import get_setting
from forum.recipes.creation_kinds import SETTING
from tests.conversations import shelf
from tests.creations import recipe

BrowserOf = Callable[[str], FlaskClient]
KNITTING = {
    "key": "knitting",
    "icon": "gift",
    "names-en": "Knitting pattern",
    "names-de": "Strickmuster",
    "materials-en": "Yarn",
    "steps-en": "Rows",
}


@pytest.fixture
def knitting(browser_of: BrowserOf) -> None:
    assert browser_of("dana").post("/admin/creations/new", data=KNITTING).status_code == 303


def test_its_parts_are_called_as_the_brand_says(
    knitting: None, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = recipe(cast.viewer("alice"), kind="knitting", title="A scarf")
    page = guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).get_data(as_text=True)
    assert "Yarn" in page
    assert "Rows" in page
    assert "Allergens" not in page
    assert "Knitting pattern" in page


def test_it_has_a_form_of_its_own(knitting: None, browser_of: BrowserOf) -> None:
    shelf("kitchen")
    assert "Yarn" in browser_of("alice").get("/recipes/new?kind=knitting").get_data(as_text=True)
    assert "/recipes/new?kind=knitting" in browser_of("alice").get("/topics/new").get_data(as_text=True)


def test_what_nobody_defined_is_not_found(guest: FlaskClient) -> None:
    assert guest.get("/recipes/new?kind=knitting").status_code == 404


@pytest.mark.parametrize("key", ["recipe", "discussion", "Not so", "", "x", "knitting"])
def test_a_name_that_is_taken_or_none_is_refused(knitting: None, browser_of: BrowserOf, key: str) -> None:
    answer = browser_of("emil").post("/admin/creations/new", data={**KNITTING, "key": key})
    assert answer.status_code == 422
    assert len(get_setting(SETTING)) == 1


def test_it_stays_while_something_of_it_stands(
    knitting: None, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    recipe(cast.viewer("alice"), kind="knitting")
    browser_of("emil").post("/admin/creations/knitting/delete")
    assert len(get_setting(SETTING)) == 1


def test_one_of_which_nobody_made_anything_goes(knitting: None, browser_of: BrowserOf) -> None:
    browser_of("emil").post("/admin/creations/knitting/delete")
    assert get_setting(SETTING) == []


@pytest.mark.parametrize("who", ["alice", "bruno"])
def test_members_and_moderators_define_nothing(browser_of: BrowserOf, who: str) -> None:
    assert browser_of(who).post("/admin/creations/new", data=KNITTING).status_code == 403
