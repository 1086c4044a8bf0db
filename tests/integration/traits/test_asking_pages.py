"""The pages on which the brand asks and members answer."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask.testing import FlaskClient

from forum.core.database import db
from forum.traits.kept import asked_questions
from forum.traits.queries import answers_of
from tests.integration.polls.ballots import a_poll, asking
from tests.integration.traits.test_traits import answers, ask

BrowserOf = Callable[[str], FlaskClient]
REGION = {
    f"{part}-{code}": f"{text} {code}"
    for part, text in (
        ("labels", "Region"),
        ("purposes", "To know"),
        ("choice-0", "North"),
        ("choice-3", "South"),
    )
    for code in ("en", "fr", "de")
}


def test_the_brand_asks_a_question_begun_with_regions_and_what_is_missing_is_said_where(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    dana = browser_of("dana")
    begun = dana.get("/admin/questions/region").text
    assert 'value="North"' in begun and 'value="Nord"' in begun and 'value="Anderswo"' in begun
    refused = dana.post("/admin/questions/new", data=REGION | {"labels-de": ""})
    assert refused.status_code == 422 and "Missing: Deutsch" in refused.text
    assert 'value="South fr"' in refused.text and asked_questions() == []
    assert dana.post("/admin/questions/new", data=REGION).status_code == 303
    db.session.rollback()
    assert [str(each) for each in asked_questions()[0].choices] == ["North en", "South en"]
    assert "0 members answer" in dana.get("/admin/questions").text


def test_a_member_answers_just_before_voting_and_is_not_asked_again(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    region = ask(cast)
    poll_id = a_poll(cast.viewer("dana"), asking(closes_at=None))
    alice = browser_of("alice")
    page = alice.get(f"/polls/{poll_id}").text
    assert "Region (en)" in page and "Why (en)" in page and f'action="/polls/{poll_id}/beforehand"' in page
    sent = alice.post(f"/polls/{poll_id}/beforehand", data={region.key: str(region.choices[0].id)})
    assert sent.status_code == 303
    assert "Region (en)" not in alice.get(f"/polls/{poll_id}").text
    assert answers() == [(cast.alice.id, region.choices[0].id)]


def test_answers_before_the_vote_leave_what_is_marked_below_alone(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    region = ask(cast)
    poll_id = a_poll(cast.viewer("dana"), asking(closes_at=None))
    alice = browser_of("alice")
    fragment = alice.post(
        f"/polls/{poll_id}/beforehand", data={region.key: "no"}, headers={"HX-Request": "true"}
    ).text
    assert "Your answers are kept" in fragment and "Which flavour?" not in fragment
    assert answers_of(cast.alice.id) == {region.id: None}


def test_settings_show_the_questions_while_there_are_any(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    alice = browser_of("alice")
    assert "Questions to you" not in alice.get("/settings/profile").text
    assert "asks nothing" in alice.get("/settings/questions").text
    region = ask(cast)
    assert "Questions to you" in alice.get("/settings/profile").text
    alice.post("/settings/questions", data={region.key: str(region.choices[1].id)})
    assert f'<option value="{region.choices[1].id}" selected>' in alice.get("/settings/questions").text
    assert alice.post("/settings/questions", data={region.key: "999"}).status_code == 422


def test_ending_a_question_is_for_the_brand(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    region = ask(cast)
    for handle in ("alice", "bruno"):
        assert browser_of(handle).post(f"/admin/questions/{region.id}/end").status_code == 403
    assert browser_of("dana").post(f"/admin/questions/{region.id}/end").status_code == 303
    db.session.rollback()
    assert asked_questions() == []
