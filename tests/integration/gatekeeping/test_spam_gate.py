"""Advertising by somebody new waits for a moderator; nobody else is kept waiting, and people have the last word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock, clock
from forum.core.database import db, write_transaction
from forum.core.gates import Outcome, Submission
from forum.core.stamps import make_stamp, stamped_at
from forum.discussions.models import Draft, Post, PostState
from forum.gatekeeping.gates.spam import spam_gate
from forum.gatekeeping.models import PostCheck, SpamModel
from forum.gatekeeping.operations.checks import refuse_post, release_post
from forum.gatekeeping.spam.kept import spam_share
from tests.conversations import NOON, answer, opening
from tests.gatekeeping import SPAM, at_home, later, present


@pytest.fixture(autouse=True)
def in_an_application(app: Flask) -> None:
    """All of it needs tables."""


def test_advertising_by_somebody_new_waits_and_shows_its_share(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), SPAM)
    share = db.session.get_one(PostCheck, post.id).findings[0]
    assert post.state == PostState.HELD
    assert share["gate"] == "spam" and share["share"] > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "I let the dough rest overnight, and it was much easier to roll out in the morning.",
        "Kann man statt Butter auch Öl nehmen? Ich habe gerade keine im Haus.",
        "J’ai mis moins de sucre et c’était encore meilleur, merci pour la recette !",
    ],
)
def test_talk_by_somebody_new_stands_at_once(cast: SimpleNamespace, text: str) -> None:
    assert opening(cast.viewer("alice"), text).state == PostState.VISIBLE


def test_somebody_trusted_is_not_asked(cast: SimpleNamespace) -> None:
    at_home(cast.alice, post=opening(cast.viewer("bruno")))
    assert opening(cast.viewer("alice"), SPAM).state == PostState.VISIBLE


def test_the_same_words_twice_by_somebody_new_wait(cast: SimpleNamespace) -> None:
    words = "Our little shop in the old town has opened again for everybody."
    first = opening(cast.viewer("alice"), words)
    assert first.state == PostState.VISIBLE
    assert answer(first, cast.viewer("chloe"), words, now=later(5)).state == PostState.HELD


def test_thanks_may_be_said_many_times(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("alice"), "Thank you!")
    assert answer(first, cast.viewer("chloe"), "Thank you!").state == PostState.VISIBLE


def test_it_learns_what_moderators_decide(cast: SimpleNamespace, app: Flask) -> None:
    jam = "Jam of the month, number {}, at half price in our own shop: write me for the code, win £100 now!!!"
    bruno = cast.viewer("bruno")
    held = [
        opening(cast.viewer("alice"), jam.format(number) + SPAM, now=later(number)) for number in range(6)
    ]
    words = jam.format(99) + SPAM
    before = spam_share(words)
    with write_transaction():
        for post in held:
            release_post(db.session.get_one(Post, post.id), actor=bruno, now=later(60))
    said = app.test_cli_runner().invoke(args=["moderation", "train"])
    assert said.exit_code == 0, said.output
    assert "learnt from 0 advertising and 6 other posts" in said.output
    assert spam_share(words) < 0.5 < before


def test_a_refused_advertisement_is_learnt_as_one(cast: SimpleNamespace, app: Flask) -> None:
    held = opening(cast.viewer("alice"), SPAM)
    with write_transaction():
        refuse_post(present(held), reason="spam", actor=cast.viewer("bruno"), now=NOON)
    app.test_cli_runner().invoke(args=["moderation", "train"])
    model = db.session.query(SpamModel).one()
    assert (model.spam, model.ham) == (1, 0)


def test_lines_are_scored_in_their_order(app: Flask) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in (SPAM, "Thank you for the recipe.", ""))
    said = app.test_cli_runner().invoke(args=["moderation", "score", "--jsonl"], input=lines)
    shares = [json.loads(line)["spam"] for line in said.output.splitlines()]
    assert shares[0] > 0.9 and shares[1] < 0.5 and shares[2] == 0


def test_a_line_that_is_none_is_told(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["moderation", "score", "--jsonl"], input='{"txt": 1}\n')
    assert said.exit_code == 1 and "line 1" in said.output


PUSHY = "Order our kitchen knives in the shop today: call now and win a prize."


def test_haste_weighs_and_never_decides(cast: SimpleNamespace) -> None:
    """The same words by somebody new, sent in a minute, in a second, by a stranger's form, by none, from a draft."""
    alice, chloe = cast.viewer("alice"), cast.viewer("chloe")

    def verdict(text: str, stamp: str | None) -> tuple[Outcome, list[str]]:
        said = spam_gate(Submission(alice, text, text, None, "discussion", 1, 1, None, NOON, "en", stamp))
        return said.outcome, [finding.key for finding in said.findings]

    a_minute = make_stamp(alice.id, now=later(-1))
    a_second = make_stamp(alice.id, now=later(-1 / 60))
    assert 0.7 <= spam_share(PUSHY) < 0.9
    assert verdict(PUSHY, a_minute) == verdict(PUSHY, None) == (Outcome.PASS, [])
    assert verdict(PUSHY, a_second) == (Outcome.HOLD, ["share", "haste"])
    for stamp in ("typed by a machine", make_stamp(chloe.id, now=later(-60))):
        assert verdict(PUSHY, stamp) == (Outcome.HOLD, ["share", "unstamped"])
    assert verdict("Thank you for the recipe.", a_second) == (Outcome.PASS, [])


def test_a_moderator_reads_how_fast_it_came_and_a_draft_has_time_enough(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = clock.now()
    monkeypatch.setattr(SystemClock, "now", lambda self: opened)
    topic_id = opening(cast.viewer("bruno")).topic_id
    alice = browser_of("alice")
    place, form = f"reply:{topic_id}", f"/topics/{topic_id}/posts"
    shown = alice.get(f"{form}/new").text
    stamp = re.search(r'name="once"[^>]*value="([^"]+)"', shown)
    assert stamp is not None
    monkeypatch.setattr(SystemClock, "now", lambda self: opened + timedelta(seconds=2))
    assert alice.post(form, data={"body": PUSHY, "once": stamp[1]}).status_code == 303
    again = alice.post(form, data={"body": "Quite another text.", "once": stamp[1]})
    db.session.rollback()
    held = db.session.query(Post).filter_by(author_id=cast.alice.id).one()
    assert held.state == PostState.HELD and again.status_code == 303
    assert "2 seconds after its form was opened" in browser_of("bruno").get(f"/posts/{held.id}/check").text
    with write_transaction():
        written = clock.now() - timedelta(hours=1)
        db.session.add(
            Draft(member_id=cast.alice.id, place=place, fields={"body": "Later."}, updated_at=written)
        )
    drafted = re.search(r'name="once"[^>]*value="([^"]+)"', alice.get(f"{form}/new").text)
    assert drafted is not None and stamped_at(drafted[1], cast.alice.id) == written.replace(microsecond=0)
