"""Moderators see a ring with its evidence, decide about it with a reason, and can take that back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.badges.findings import look_for_findings
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.reactions.models import Like
from tests.conversations import opening, shelf
from tests.integration.badges.kitchen import guests, like

BrowserOf = Callable[[str], FlaskClient]
MEMBERS, POSTS = 5, 3
OTHERS, HONEST = 25, 8


def a_ring() -> int:
    """Have five members like everything the other four write, and nobody else; return the number of what is found."""
    now, place = clock.now(), shelf("corner")
    people = guests(MEMBERS, now=now - timedelta(days=60))
    for person in people:
        for _each in range(POSTS):
            post = opening(person, category=place, now=now - timedelta(days=20), silent=True)
            like(post, *(other for other in people if other != person), now=now - timedelta(days=9))
    author, *others = guests(OTHERS, now=now - timedelta(days=60))
    post_ids = [opening(author, category=place, silent=True).id for _each in range(HONEST)]
    with write_transaction():
        for post_id in post_ids:
            db.session.add_all(Like(post_id=post_id, member_id=each.id, created_at=now) for each in others)
    with write_transaction():
        (found,) = look_for_findings(now=now)
        db.session.flush()
        return found.id


def counting() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Like).where(Like.flaws == 0)) or 0


def test_a_ring_is_listed_with_its_figures_discounted_with_a_reason_and_put_back(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    finding = a_ring()
    ring, honest = MEMBERS * POSTS * (MEMBERS - 1), (OTHERS - 1) * HONEST
    bruno = browser_of("bruno")
    page = bruno.get("/moderation/likes").text
    assert "5 members who mostly like each other" in page
    assert f"{ring} likes among them: 100 % of what they give" in page
    assert page.count("/members/guest-") >= MEMBERS

    bruno.post(f"/moderation/likes/{finding}/discount", data={"reason": "They trade likes."})
    assert counting() == honest
    judged = bruno.get("/moderation/likes/judged").text
    assert "They trade likes." in judged
    bruno.post(f"/moderation/likes/{finding}/discount/delete", data={"reason": "A cooking class, in truth."})
    assert counting() == ring + honest
    assert "A cooking class, in truth." in bruno.get("/moderation/likes/judged").text


def test_it_is_for_moderators(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    for who, status in (("bruno", 200), ("emil", 200), ("chloe", 403), ("dana", 403)):
        assert browser_of(who).get("/moderation/likes").status_code == status
