"""One switch in a time of crisis, and one answer to all who wrote about the same."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.core import outbox
from forum.core.database import db, write_transaction
from forum.core.jobs import Job, JobState
from forum.core.notices import notice_kinds
from forum.core.outbox import drain
from forum.core.policy import Invalid
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.topic_care import close_topic
from forum.gatekeeping.models import Crisis, CrisisEntry, PostCheck
from forum.gatekeeping.operations.crises import Switches, close_crisis, open_crisis
from forum.moderation.operations.hiding import hide_post
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


@pytest.fixture
def broken_bars(cast: SimpleNamespace, browser_of: BrowserOf) -> list[Post]:
    """A cause with four posts: one by alice in an open topic with one by chloe, one in a closed topic, one hidden."""
    first = opening(cast.viewer("alice"), "No. 1: my bar was broken!")
    second = answer(first, cast.viewer("chloe"), "No. 2: mine, too.", now=later(1))
    closed = opening(cast.viewer("chloe"), "No. 3: again.", now=later(2))
    hidden = opening(cast.viewer("dana"), "No. 4: it was mouldy!", now=later(3))
    bruno, posts = browser_of("bruno"), [first, second, closed, hidden]
    with write_transaction():
        close_topic(db.session.get_one(Topic, closed.topic_id), note="", actor=cast.viewer("emil"), now=NOON)
        hide_post(
            db.session.get_one(Post, hidden.id), reason="off-topic", actor=cast.viewer("bruno"), now=NOON
        )
    bruno.post("/moderation/causes", data={"title": "Broken bars", "owner": str(cast.dana.id)})
    typed = "\n".join(f"https://x.example/posts/{post.id}" for post in posts)
    assert bruno.post("/moderation/causes/1", data={"posts": typed}).status_code == 303
    return posts


def solve(browser: FlaskClient, **more: str) -> TestResponse:
    """Send the answer; with `sure`, after what follows was shown."""
    return browser.post(
        "/moderation/causes/1/solution", data={"answer": "**New** boxes since May.", "way": "reply", **more}
    )


def told() -> dict[int, str]:
    """Return who was told of the solution, with where it leads."""
    drain()
    db.session.rollback()
    rows = db.session.query(Notification).filter_by(kind="cause-solved").all()
    assert len({row.member_id for row in rows}) == len(rows)
    address = notice_kinds["cause-solved"].address
    assert address is not None
    return {row.member_id: address(row.data) for row in rows}


def test_a_solved_cause_answers_everybody_who_wrote_about_it(
    cast: SimpleNamespace, browser_of: BrowserOf, broken_bars: list[Post]
) -> None:
    bruno = browser_of("bruno")
    follows = solve(bruno, way="notice").text
    assert "3 people get a notice" in follows and "<strong>New</strong>" in follows
    assert told() == {}
    assert solve(bruno, way="notice", sure="yes").status_code == 303
    assert told() == dict.fromkeys((cast.alice.id, cast.chloe.id, cast.dana.id), "/causes/1")
    assert "<strong>New</strong> boxes since May." in browser_of("alice").get("/causes/1").text
    assert browser_of("emil").get("/causes/1").status_code == 200
    assert db.session.query(Post).count() == 4


def test_a_public_reply_stands_in_each_topic_once_and_whom_it_does_not_answer_is_told(
    cast: SimpleNamespace, browser_of: BrowserOf, broken_bars: list[Post]
) -> None:
    bruno, first = browser_of("bruno"), broken_bars[0]
    follows = solve(bruno).text
    assert follows.count("one public reply in your name") == 1
    assert follows.count("takes no reply: a notice instead") == 2
    assert db.session.query(Post).count() == 4
    assert solve(bruno, sure="yes").status_code == 303
    again = solve(bruno, sure="yes")
    assert again.status_code == 422 and "This cause is solved." in again.text
    assert "The answer is on its way" in bruno.get("/moderation/causes/1").text
    assert told() == {cast.chloe.id: "/posts/5", cast.dana.id: "/causes/1"}
    reply = db.session.query(Post).filter_by(author_id=cast.bruno.id).one()
    assert (reply.reply_to_id, reply.topic_id, reply.number) == (first.id, first.topic_id, 3)
    with write_transaction():
        job = db.session.query(Job).filter_by(kind="gatekeeping.answer-cause").one()
        job.state, job.cursor, job.finished_at = JobState.RUNNING, {}, None
        outbox.enqueue("job.run", {"job_id": job.id})
    told()
    assert db.session.query(Post).count() == 5
    assert db.session.get_one(Job, job.id, populate_existing=True).state == JobState.DONE
    assert "Everybody who wrote about it is answered." in bruno.get("/moderation/causes/1").text
