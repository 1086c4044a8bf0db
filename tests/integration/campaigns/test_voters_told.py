"""Those who voted in a campaign hear what came of it, once, also if they follow nothing; and not what others chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.campaigns.models import CampaignStep
from forum.campaigns.notices import CAMPAIGN_NOTICE, VOTERS_NOTICE
from forum.campaigns.operations.outcomes import add_step, edit_step
from forum.campaigns.words import OutcomeKind, StepKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Audience, Viewer
from forum.discussions.models import FollowTarget, Topic
from forum.discussions.operations.followings import follow
from forum.notifications import delivery
from forum.notifications.digests import send_due_digests
from forum.notifications.models import DigestDue, Notification
from tests.campaigns import LATER, a_campaign, an_idea, ask, end, keep, publish, the_campaign, vote
from tests.conversations import NOON
from tests.letters import letters_to, plain_text
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture
@replayed
def decided(cast: SimpleNamespace) -> tuple[int, list[int]]:
    """A campaign of Dana's with two ideas of Alice's, voted on in secret by Bruno, Chloé and Emil; Emil follows it."""
    campaign_id = a_campaign(cast.viewer("dana"))
    ideas = [an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Hazelnut", "Cherry")]
    keep(cast.viewer("dana"), *ideas)
    poll_id = ask(cast.viewer("dana"), campaign_id)
    with write_transaction():
        follow(cast.viewer("emil"), FollowTarget.TOPIC, campaign_id, now=NOON)
    for handle, option in (("bruno", 1), ("chloe", 2), ("emil", 1)):
        vote(cast.viewer(handle), poll_id, option)
    end(poll_id)
    drain()
    return campaign_id, ideas


def step(dana: Viewer, campaign_id: int, kind: StepKind, on_day: date | None = None) -> None:
    with write_transaction():
        add_step(the_campaign(campaign_id), kind, text="News.", on_day=on_day, actor=dana, now=LATER)


def news_of(member_id: int, kind: str = VOTERS_NOTICE) -> list[str]:
    drain()
    db.session.rollback()
    found = select(Notification.data).where(Notification.kind == kind, Notification.member_id == member_id)
    return [data["news"] for data in db.session.scalars(found.order_by(Notification.id))]


def test_voters_hear_the_answer_and_the_day_on_the_shelf_and_not_every_step(
    cast: SimpleNamespace, decided: tuple[int, list[int]]
) -> None:
    dana, (campaign_id, ideas) = cast.viewer("dana"), decided
    publish(dana, campaign_id, ideas[0])
    assert news_of(cast.chloe.id) == ["answered"]
    step(dana, campaign_id, StepKind.PROTOTYPE)
    assert news_of(cast.chloe.id) == ["answered"]
    step(dana, campaign_id, StepKind.SHELF, date(2026, 12, 3))
    assert news_of(cast.chloe.id) == ["answered", "shelf"]


def test_who_did_not_vote_is_not_told_and_who_follows_once(
    cast: SimpleNamespace, decided: tuple[int, list[int]]
) -> None:
    dana, (campaign_id, ideas) = cast.viewer("dana"), decided
    publish(dana, campaign_id, ideas[0])
    step(dana, campaign_id, StepKind.SHELF, date(2026, 12, 3))
    assert (news_of(cast.dana.id), news_of(cast.alice.id), news_of(cast.emil.id)) == ([], [], [])
    assert news_of(cast.emil.id, CAMPAIGN_NOTICE)[-2:] == ["answered", "shelf"]
    assert len(news_of(cast.bruno.id)) == 2


def test_a_step_that_comes_to_the_shelf_by_an_edit_is_news_once(
    cast: SimpleNamespace, decided: tuple[int, list[int]]
) -> None:
    campaign_id, ideas = decided
    publish(cast.viewer("dana"), campaign_id, ideas[0])
    step(cast.viewer("dana"), campaign_id, StepKind.PROTOTYPE)
    for kind in (StepKind.SHELF, StepKind.SHELF, StepKind.PROTOTYPE, StepKind.SHELF):
        with write_transaction():
            known = db.session.query(CampaignStep).one()
            day = date(2026, 12, 4)
            edit_step(known, kind, text="Bars.", on_day=day, actor=cast.viewer("dana"), now=LATER)
    assert news_of(cast.chloe.id) == ["answered", "shelf"]
    assert news_of(cast.emil.id, CAMPAIGN_NOTICE)[-3:] == ["answered", "step", "shelf"]


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [
        (OutcomeKind.AS_IS, "We make it as you chose it"),
        (OutcomeKind.ADAPTED, "We make it, with changes"),
        (OutcomeKind.NOT_MADE, "We do not make it"),
    ],
)
def test_the_notice_says_the_answer_and_leads_to_the_campaign(
    cast: SimpleNamespace,
    browser_of: BrowserOf,
    decided: tuple[int, list[int]],
    outcome: OutcomeKind,
    answer: str,
) -> None:
    campaign_id, ideas = decided
    chosen = None if outcome is OutcomeKind.NOT_MADE else ideas[0]
    publish(cast.viewer("dana"), campaign_id, chosen, outcome=outcome)
    drain()
    chloe = browser_of("chloe")
    assert f"You voted in “The winter flavour”. The answer: {answer}." in chloe.get("/notifications").text
    number = db.session.scalars(
        select(Notification.id).filter_by(member_id=cast.chloe.id, kind=VOTERS_NOTICE)
    )
    assert chloe.post(f"/notifications/{number.one()}/opening").location == f"/campaigns/{campaign_id}"


def test_it_comes_with_the_digest_in_the_language_of_its_reader_and_tells_no_choice(
    cast: SimpleNamespace, decided: tuple[int, list[int]]
) -> None:
    dana, (campaign_id, ideas) = cast.viewer("dana"), decided
    with write_transaction():
        cast.chloe.language = "de"
        db.session.add(cast.chloe)
    publish(dana, campaign_id, ideas[0])
    step(dana, campaign_id, StepKind.SHELF, date(2026, 12, 3))
    assert not any("Die Antwort" in plain_text(letter) for letter in letters_to("chloe"))
    with write_transaction():
        db.session.execute(update(DigestDue).values(due_at=clock.now() - timedelta(minutes=1)))
    send_due_digests()
    (text,) = [
        said for each in letters_to("chloe") if "Die Antwort" in (said := " ".join(plain_text(each).split()))
    ]
    assert (
        "Du hast bei „The winter flavour“ abgestimmt. Die Antwort: Wir machen es so, wie ihr es gewählt habt."
        in text
    )
    assert "3. Dezember 2026" in text
    assert "Hazelnut" not in text and "Cherry" not in text


def test_who_may_no_longer_read_the_campaign_or_has_left_is_not_told(
    cast: SimpleNamespace, decided: tuple[int, list[int]]
) -> None:
    campaign_id, ideas = decided
    with write_transaction():
        cast.bruno.active = False
        db.session.add(cast.bruno)
    publish(cast.viewer("dana"), campaign_id, ideas[0])
    with write_transaction():
        db.session.execute(update(Topic).where(Topic.id == campaign_id).values(read_level=int(Audience.TEAM)))
    assert (news_of(cast.bruno.id), news_of(cast.chloe.id)) == ([], [])


def test_each_may_choose_otherwise(
    cast: SimpleNamespace, browser_of: BrowserOf, decided: tuple[int, list[int]]
) -> None:
    assert (
        "What comes of a vote in which you took part"
        in browser_of("chloe").get("/settings/notifications").text
    )


def test_many_voters_are_told_in_portions_each_once(
    app: Flask, cast: SimpleNamespace, decided: tuple[int, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "CHUNK", 1)
    campaign_id, ideas = decided
    publish(cast.viewer("dana"), campaign_id, ideas[0])
    assert [news_of(each.id) for each in (cast.bruno, cast.chloe, cast.emil)] == [
        ["answered"],
        ["answered"],
        [],
    ]
