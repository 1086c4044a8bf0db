"""One switch in a time of crisis, and one answer to all who wrote about the same."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid
from forum.discussions.models import PostState
from forum.gatekeeping.models import Cause, Crisis, CrisisEntry, PostCheck
from forum.gatekeeping.operations.crises import Switches, close_crisis, open_crisis
from forum.notifications.models import Notification
from tests.conversations import NOON, answer, opening, shelf
from tests.gatekeeping import later

BrowserOf = Callable[[str], FlaskClient]


def crisis(cast: SimpleNamespace, place: int = 0, **more: object) -> Crisis:
    with write_transaction():
        switches = Switches(title="Nuts in the bar", **more)  # type: ignore[arg-type]
        return open_crisis(place, switches, actor=cast.viewer("bruno"), now=NOON)


def test_slow_mode_makes_people_wait_in_its_category_only(cast: SimpleNamespace) -> None:
    kitchen, pantry = shelf("kitchen"), shelf("pantry")
    crisis(cast, kitchen.id, slow_minutes=10)
    first = opening(cast.viewer("alice"), category=kitchen)
    with pytest.raises(Invalid, match="again in 6 minutes"):
        answer(first, cast.viewer("alice"), now=later(4))
    assert opening(cast.viewer("alice"), category=pantry, now=later(4)).number == 1
    assert answer(first, cast.viewer("alice"), now=later(11)).number == 2


def test_first_posts_wait(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("chloe"))
    crisis(cast, holds_first=True)
    assert opening(cast.viewer("alice"), now=later(1)).state == PostState.HELD
    assert answer(first, cast.viewer("chloe"), now=later(1)).state == PostState.VISIBLE


def test_words_of_the_theme_come_into_the_queue(cast: SimpleNamespace) -> None:
    crisis(cast, watched=["allerg*"])
    post = opening(cast.viewer("alice"), "My son has an allergy!")
    assert post.state == PostState.VISIBLE
    assert db.session.get_one(PostCheck, post.id).findings[0]["words"] == "allergy"


def test_the_statement_stands_on_the_pages_of_its_place(cast: SimpleNamespace, guest: FlaskClient) -> None:
    kitchen = shelf("kitchen")
    inside, outside = opening(cast.viewer("alice"), category=kitchen), opening(cast.viewer("chloe"))
    opened = crisis(cast, kitchen.id, statements={"en": "We are *looking* into it."})
    said = "We are <em>looking</em> into it."
    pages = [f"/topics/{inside.topic_id}", "/categories/kitchen", f"/topics/{outside.topic_id}", "/latest"]
    shown = [said in guest.get(page, follow_redirects=True).text for page in pages]
    assert shown == [True, True, False, False]
    with write_transaction():
        close_crisis(db.session.get_one(Crisis, opened.id), actor=cast.viewer("bruno"), now=later(60))
    assert said not in guest.get(pages[0], follow_redirects=True).text


def test_a_place_has_one_crisis_at_a_time(cast: SimpleNamespace) -> None:
    crisis(cast)
    with pytest.raises(Invalid, match="open for this place"):
        crisis(cast)


def test_closed_everything_is_off_again(cast: SimpleNamespace) -> None:
    opened = crisis(cast, slow_minutes=60, holds_first=True, watched=["nut"])
    with write_transaction():
        close_crisis(db.session.get_one(Crisis, opened.id), actor=cast.viewer("bruno"), now=later(1))
    first = opening(cast.viewer("alice"), "A nut!", now=later(2))
    assert answer(first, cast.viewer("alice"), now=later(3)).state == PostState.VISIBLE


def test_the_room_keeps_who_does_what_and_what_happened(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    bruno = browser_of("bruno")
    typed = {"title": "Nuts in the bar", "place": "0", "slow_minutes": "5", "watched": "nut\nallerg*"}
    assert bruno.post("/moderation/crises", data=typed).status_code == 303
    room = "/moderation/crises/1"
    bruno.post(f"{room}/tasks", data={"task": "Call the plant", "owner": str(cast.dana.id)})
    bruno.post(f"{room}/lines", data={"words": "The plant stopped line 2."})
    bruno.post(f"{room}/tasks/1/done")
    bruno.post(room, data={**typed, "slow_minutes": "30"})
    bruno.post(f"{room}/delete")
    bruno.post(f"{room}/lessons", data={"lessons": "Call earlier."})
    page = bruno.get(room).text
    for words in (
        "Call the plant (Dana Dill)",
        "The plant stopped line 2.",
        "30 minutes",
        "Call earlier.",
        "over since",
    ):
        assert words in page, words
    kinds = [entry.kind for entry in db.session.query(CrisisEntry).order_by(CrisisEntry.id)]
    assert kinds == ["opened", "task", "said", "done", "changed", "closed"]


def test_a_solved_cause_answers_everybody_who_wrote_about_it(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    posts = [
        opening(cast.viewer(who), f"No. {n}: my bar was broken!")
        for n, who in enumerate(["alice", "chloe", "alice"])
    ]
    other = opening(cast.viewer("dana"))
    bruno = browser_of("bruno")
    bruno.post("/moderation/causes", data={"title": "Broken bars", "owner": str(cast.dana.id)})
    typed = "\n".join(f"https://x.example/posts/{post.id}" for post in posts)
    assert bruno.post("/moderation/causes/1", data={"posts": typed}).status_code == 303
    assert (
        bruno.post("/moderation/causes/1/solution", data={"answer": "**New** boxes since May."}).status_code
        == 303
    )
    drain()
    db.session.rollback()
    told = db.session.query(Notification).filter_by(kind="cause-solved").all()
    assert sorted(each.member_id for each in told) == sorted([cast.alice.id, cast.chloe.id])
    alice = browser_of("alice")
    assert "<strong>New</strong> boxes since May." in alice.get("/causes/1").text
    assert browser_of("dana").get("/causes/1").status_code == 404, other
    assert db.session.query(Cause).one().solved_at is not None
