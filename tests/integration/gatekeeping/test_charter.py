"""A new edition of the charter: in three languages at once, kept beside the earlier ones, accepted by members."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.accounts.models import Consent, Member
from forum.admin.first_things import first_text
from forum.core.clauses import clauses_in
from forum.core.database import db, write_transaction
from forum.core.personal_data import personal_data
from forum.core.settings import set_setting
from forum.demo.content_files import read_pages
from forum.discussions.models import Topic
from forum.moderation.reasons import REASONS
from tests.conversations import opening

BrowserOf = Callable[[str], FlaskClient]
NEW = {f"text_{code}": f"## {{#kindness}}Rules in {code}" for code in ("en", "fr", "de")}


@pytest.fixture
def charter(cast: SimpleNamespace) -> None:
    with write_transaction():
        set_setting("site.charter", first_text("charter"))


@pytest.mark.parametrize("code", ["en", "fr", "de"])
@pytest.mark.parametrize("texts", [first_text, read_pages])
def test_every_reason_points_into_the_charter(texts: Callable[[str], dict[str, str]], code: str) -> None:
    assert {reason.clause for reason in REASONS} <= set(clauses_in(texts("charter")[code]))


def test_a_clause_is_a_place_on_the_page(charter: None, guest: FlaskClient) -> None:
    page = guest.get("/charter").text
    assert 'id="kindness"' in page and "{#" not in page


def test_members_are_asked_to_accept_a_new_edition_until_they_do(
    charter: None, browser_of: BrowserOf
) -> None:
    alice, emil = browser_of("alice"), browser_of("emil")
    assert "charter has a new edition" not in alice.get("/latest").text
    answer = emil.post("/charter/editions/new", data={**NEW, "changes_en": "Shorter."})
    assert answer.status_code == 303
    page = alice.get("/latest").text
    assert "Our charter has a new edition" in page and "Shorter." in page
    assert alice.post("/charter/acceptance", data={"edition": "2"}).status_code == 303
    assert "charter has a new edition" not in alice.get("/latest").text
    db.session.expire_all()
    member = db.session.query(Member).filter_by(handle="alice").one()
    yes = db.session.query(Consent).filter_by(member_id=member.id, kind="charter").one()
    assert (member.charter_version, yes.given, yes.version) == (2, True, 2)


def test_nobody_accepts_what_they_have_not_seen(charter: None, browser_of: BrowserOf) -> None:
    emil, alice = browser_of("emil"), browser_of("alice")
    emil.post("/charter/editions/new", data=NEW)
    for number in ("1", "3"):
        alice.post("/charter/acceptance", data={"edition": number})
        db.session.rollback()
        assert db.session.query(Member).filter_by(handle="alice").one().charter_version == 1
    assert db.session.query(Consent).count() == 0


def test_an_earlier_edition_stays_as_it_was(charter: None, browser_of: BrowserOf, guest: FlaskClient) -> None:
    browser_of("emil").post("/charter/editions/new", data=NEW)
    assert "What this table is for" in guest.get("/charter/editions/1").text
    assert "Rules in en" in guest.get("/charter/editions/2").text
    assert "Rules in en" in guest.get("/charter").text


def test_no_edition_without_every_language(charter: None, browser_of: BrowserOf) -> None:
    page = browser_of("emil").post("/charter/editions/new", data={**NEW, "text_de": ""})
    assert page.status_code == 422


def test_moderators_publish_none(charter: None, browser_of: BrowserOf) -> None:
    assert browser_of("bruno").get("/charter/editions/new").status_code == 403


def written(browser: FlaskClient, **more: str) -> TestResponse:
    """Answer in the only topic, as its page's form does."""
    topic = db.session.query(Topic.id).scalar()
    db.session.rollback()
    return browser.post(f"/topics/{topic}/posts", data={"body": "What I had to say.", **more})


def test_who_has_not_accepted_reads_on_and_writes_once_they_have(
    charter: None, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = opening(cast.viewer("bruno"))
    alice = browser_of("alice")
    browser_of("emil").post("/charter/editions/new", data={**NEW, "changes_en": "Shorter."})
    assert alice.get(f"/topics/{post.topic_id}", follow_redirects=True).status_code == 200
    assert 'name="accepts_charter"' in alice.get(f"/topics/{post.topic_id}/posts/new").text
    refused = written(alice)
    assert refused.status_code == 422
    assert "Accept it below your text" in refused.text and "What I had to say." in refused.text
    assert written(alice, accepts_charter="2", preview="yes").status_code == 200
    assert written(alice, accepts_charter="1").status_code == 422
    assert written(alice, accepts_charter="2").status_code == 303
    assert "accepts_charter" not in alice.get(f"/topics/{post.topic_id}/posts/new").text
    assert written(browser_of("dana")).status_code == 303


def test_a_correction_of_words_binds_nobody_anew(
    charter: None, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    opening(cast.viewer("bruno"))
    emil, alice = browser_of("emil"), browser_of("alice")
    emil.post("/charter/editions/new", data={**NEW, "is_editorial": "y"})
    assert "charter has a new edition" not in alice.get("/latest").text
    assert written(alice).status_code == 303
    again = {name: f"{text}, once more" for name, text in NEW.items()}
    emil.post("/charter/editions/new", data=again)
    emil.post("/charter/editions/new", data={**NEW, "is_editorial": "y"})
    assert written(alice).status_code == 422
    assert alice.post("/charter/acceptance", data={"edition": "4"}).status_code == 303
    assert written(alice).status_code == 303
    assert "correction of words" in guest.get("/charter/editions/4").text


def test_administrators_see_who_accepted_and_members_take_their_yes_along(
    charter: None, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    emil, alice = browser_of("emil"), browser_of("alice")
    emil.post("/charter/editions/new", data=NEW)
    alice.post("/charter/acceptance", data={"edition": "2"})
    table = emil.get("/charter/editions/2/acceptances.csv")
    lines = [line.split(",") for line in table.text.splitlines()]
    assert [(line[0], line[-1]) for line in lines] == [("member", "edition"), ("alice", "2")]
    assert "the last that 1 member accepted" in emil.get("/charter/editions/new").text
    for name in ("alice", "bruno", "dana"):
        assert browser_of(name).get("/charter/editions/2/acceptances.csv").status_code == 403
    assert emil.get("/charter/editions/9/acceptances.csv").status_code == 404
    kept = next(each for each in personal_data if each.room == "accounts").export(cast.alice.id)
    assert {"charter", 2} <= {value for consent in kept["consents"] for value in consent.values()}
