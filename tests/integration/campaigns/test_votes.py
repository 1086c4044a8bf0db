"""The vote of a campaign: how each form is answered, what stands beside the options, and what is missing for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.campaigns.operations.voting import usual_kind
from forum.campaigns.words import Form
from forum.core import outbox
from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.core.storage import current_storage
from forum.discussions.models import Post, Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.topics import first_post_of
from forum.polls.models import Poll, PollOption, PollQuestion
from forum.polls.operations.opening import make_poll
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.succeeding import make_successor, open_in_place
from forum.polls.words import Kind
from forum.uploads.models import Purpose
from forum.uploads.operations import add_upload, take_in
from tests.campaigns import LATER, a_campaign, an_idea, ask, end, keep
from tests.conversations import NOON
from tests.integration.polls.ballots import asking
from tests.pictures import picture

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


@pytest.mark.parametrize(
    ("form", "ideas", "kind"),
    [
        (Form.FLAVOUR, 5, Kind.APPROVAL),
        (Form.NAME, 5, Kind.RANKING),
        (Form.NAME, 21, Kind.APPROVAL),
        (Form.PACKAGING, 5, Kind.ONE),
        (Form.SLOGAN, 5, Kind.DUEL),
        (Form.SLOGAN, 2, Kind.ONE),
        (Form.FLAVOUR, 61, Kind.DUEL),
    ],
)
def test_each_form_is_voted_on_as_it_usually_is_where_so_many_ideas_fit(
    form: Form, ideas: int, kind: Kind
) -> None:
    assert usual_kind(form, ideas) is kind


def test_slogans_are_shown_two_at_a_time_and_asked_in_the_language_of_the_campaign(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    slogans = "Worte für das Plakat", "Höchstens sechs Wörter. Sie hängen ab März an vierhundert Bahnhöfen."
    campaign_id = _ready(cast, "Eins", "Zwei", "Drei", form=Form.SLOGAN, title=slogans[0], brief=slogans[1])
    dana = browser_of("dana")
    page = dana.get(f"/campaigns/{campaign_id}/vote").text
    assert '<option selected value="duel">' in page and "Welcher Slogan" in page
    dana.post(f"/campaigns/{campaign_id}/vote", data={"kind": "duel", "shown": "after-close"})
    question = db.session.query(PollQuestion).one()
    assert (question.kind, question.text[:14]) == (Kind.DUEL, "Welcher Slogan")


def test_who_may_not_open_the_vote_yet_reads_why_before_filling_anything_in(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    campaign_id = _ready(cast, "Oat")
    assert "Keep at least two ideas" in browser_of("dana").get(f"/campaigns/{campaign_id}/vote").text


def test_a_poll_put_in_by_hand_does_not_stand_in_the_way_of_the_vote(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    campaign_id, dana = _ready(cast, "Oat", "Rye"), browser_of("dana")
    topic = db.session.get_one(Topic, campaign_id)
    assert "poll/new" not in dana.get(f"/topics/{topic.id}/{topic.slug}").text
    refused = dana.get(f"/topics/{campaign_id}/poll/new")
    assert refused.status_code == 403 and "A campaign has a vote of its own" in refused.text
    with pytest.raises(NotAllowed), write_transaction():
        make_poll(db.session.get_one(Topic, campaign_id), asking(), actor=cast.viewer("dana"), now=NOON)


def test_the_picture_of_an_idea_stands_beside_its_option_for_as_long_as_it_may_be_seen(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    key = _picture_of(cast.viewer("alice"))
    shown = an_idea(cast.viewer("alice"), campaign_id, "Tin", f"![A round tin](/uploads/{key})")
    keep(cast.viewer("dana"), shown, an_idea(cast.viewer("alice"), campaign_id, "Box"))
    ask(cast.viewer("dana"), campaign_id)
    assert [bool(each.upload_id) for each in db.session.query(PollOption).order_by(PollOption.number)] == [
        True,
        False,
    ]
    small = f"/uploads/{key}/full.webp"
    assert (
        f'class="poll-picture" src="{small}" alt="A round tin"' in guest.get(f"/campaigns/{campaign_id}").text
    )
    assert guest.get(small).status_code == 200
    with write_transaction():
        hide_post_text(_first_post(shown), reason_key="spam", now=LATER)
    assert guest.get(small).status_code == 404
    with write_transaction():
        purge_post(_first_post(shown), now=LATER)
    outbox.drain()
    assert [who.get(small).status_code for who in (guest, browser_of("alice"), browser_of("bruno"))] == [
        404
    ] * 3
    assert not [file for file in current_storage().files() if key in file.name]


def test_a_picture_that_another_post_shows_stays_when_an_idea_with_it_is_forgotten(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    key = _picture_of(cast.viewer("dana"))
    campaign_id = a_campaign(cast.viewer("dana"), brief=f"Which tin? ![A round tin](/uploads/{key})")
    borrowed = an_idea(cast.viewer("alice"), campaign_id, "That tin", f"![A round tin](/uploads/{key})")
    keep(cast.viewer("dana"), borrowed, an_idea(cast.viewer("alice"), campaign_id, "Box"))
    ask(cast.viewer("dana"), campaign_id)
    with write_transaction():
        purge_post(_first_post(borrowed), now=LATER)
    assert guest.get(f"/uploads/{key}/full.webp").status_code == 200


def test_whoever_closes_the_vote_goes_on_with_the_campaign_and_a_vote_that_is_over_is_not_asked_anew(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    campaign_id, dana = _ready(cast, "Oat", "Rye"), browser_of("dana")
    poll_id = ask(cast.viewer("dana"), campaign_id)
    anew = f"/polls/{poll_id}/successor"
    assert f'href="{anew}"' in dana.get(f"/campaigns/{campaign_id}").text
    assert dana.post(f"/polls/{poll_id}/closing").location == f"/campaigns/{campaign_id}"
    with write_transaction():
        assert seal_poll(poll_id, now=LATER + timedelta(seconds=11))
    assert f'href="{anew}"' not in dana.get(f"/campaigns/{campaign_id}").text
    refused = dana.get(anew)
    assert refused.status_code == 403 and "To ask anew, start another campaign." in refused.text


def test_a_draft_that_was_written_before_does_not_take_the_place_of_a_vote_that_is_over(
    cast: SimpleNamespace,
) -> None:
    campaign_id = _ready(cast, "Oat", "Rye")
    poll_id = ask(cast.viewer("dana"), campaign_id)
    with write_transaction():
        old = db.session.get_one(Poll, poll_id)
        draft = make_successor(old, asking(), actor=cast.viewer("dana"), now=LATER).id
    end(poll_id)
    with pytest.raises(Invalid, match="start another campaign"), write_transaction():
        open_in_place(db.session.get_one(Poll, draft), actor=cast.viewer("dana"), now=LATER)


def _ready(cast: SimpleNamespace, *titles: str, **more: Any) -> int:
    campaign_id = a_campaign(cast.viewer("dana"), **more)
    keep(cast.viewer("dana"), *(an_idea(cast.viewer("alice"), campaign_id, title) for title in titles))
    return campaign_id


def _picture_of(owner: Any) -> str:
    taken = take_in(picture(size=(300, 200)), purpose=Purpose.POST, storage=current_storage())
    with write_transaction():
        return add_upload(taken, owner=owner, alt="A round tin", now=NOON).key


def _first_post(topic_id: int) -> Post:
    return first_post_of(db.session.get_one(Topic, topic_id))
