"""Help while writing: how a text will look, and whom a name means."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.limits import DAY, RATES
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from tests.conversations import NOON, answer, opening, quoting, team_shelf

pytestmark = pytest.mark.usefixtures("app")


def test_the_preview_is_what_will_stand_there(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    source = "**Bold** @bruno :cookie: <script>alert(1)</script>\n\n| a | b |\n| --- | --: |\n| 1 | 2 |"
    first = opening(cast.viewer("alice"))
    shown = (
        browser_of("alice").post("/preview", data={"body": source, "place": f"reply:{first.topic_id}"}).text
    )
    assert answer(first, cast.viewer("alice"), source).html.strip() in shown
    assert "<script>" not in shown


def test_the_preview_shows_no_hidden_words(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"), "The sauce is miso")
    with write_transaction():
        hide_post_text(db.session.get_one(Post, first.id), reason_key="off-topic", now=NOON)
    body = quoting(first, "alice", "The sauce is miso")
    assert "miso" not in browser_of("chloe").post("/preview", data={"body": body}).text


def test_there_is_no_preview_for_a_place_that_one_may_not_open(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    secret = opening(cast.viewer("dana"), category=team_shelf())
    chloe = browser_of("chloe")
    for place in (f"reply:{secret.topic_id}", f"edit:{secret.id}"):
        assert chloe.post("/preview", data={"body": "Hi", "place": place}).status_code == 404


def test_looking_at_a_text_first_costs_none_of_the_posts_of_a_minute(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opening(cast.viewer("alice"))
    monkeypatch.setitem(RATES, "post", ((1, DAY),))
    chloe, typed = browser_of("chloe"), {"body": "With miso."}
    path = f"/topics/{first.topic_id}/posts"
    looks = [chloe.post(path, data=typed | {"preview": "yes"}).status_code for _ in range(3)]
    assert (looks, [chloe.post(path, data=typed).status_code for _ in range(2)]) == ([200] * 3, [303, 429])


def test_an_empty_preview_says_so(app: object, guest: FlaskClient) -> None:
    answer = guest.post("/preview", data={"body": " "})
    assert (answer.status_code, "Write something first." in answer.text) == (422, True)


def test_names_are_completed_by_handle_or_name(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    alice = browser_of("alice")
    for typed in ("br", "BRUNO B", "bruno"):
        assert [person["handle"] for person in alice.get("/mentions", query_string={"q": typed}).json] == [
            "bruno"
        ]
    assert alice.get("/mentions?q=%25").json == []
    assert alice.get("/mentions?q=_").json == []
    assert alice.get("/mentions").json == []


def test_a_completion_tells_name_handle_and_picture_only(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    person = browser_of("alice").get("/mentions?q=bruno").json[0]
    assert set(person) == {"handle", "name", "picture"}


def test_guests_do_not_search_among_members(app: object, guest: FlaskClient) -> None:
    assert "/sign-in" in guest.get("/mentions?q=a").location


@pytest.mark.parametrize("state", [{"active": False}, {"erased_at": NOON}], ids=["shut out", "gone"])
def test_who_is_not_here_is_not_completed(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], state: dict[str, object]
) -> None:
    alice = browser_of("alice")
    with write_transaction():
        db.session.execute(update(Member).where(Member.id == cast.bruno.id).values(state))
    assert alice.get("/mentions?q=bruno").json == []
