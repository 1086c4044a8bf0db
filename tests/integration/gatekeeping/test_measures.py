"""A moderator warns, silences or suspends a member: for a term, with a reason, and the member may object."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.gatekeeping.models import Measure, MeasureKind
from forum.gatekeeping.operations.measures import lift_measure, take_measure
from forum.gatekeeping.trust import Level, standing_of
from forum.moderation.measures import measures
from forum.moderation.models import Statement
from tests.conversations import NOON, opening

BrowserOf = Callable[[str], FlaskClient]


def measure(cast: SimpleNamespace, kind: MeasureKind, **more: object) -> Measure:
    given = {
        "reason": "unkind",
        "message": "Twice this week.",
        "actor": cast.viewer("bruno"),
        "now": NOON,
        **more,
    }
    with write_transaction():
        return take_measure(db.session.get_one(Member, cast.alice.id), kind, **given)  # type: ignore[arg-type]


def test_read_only_holds_for_its_term(cast: SimpleNamespace) -> None:
    measure(cast, MeasureKind.READ_ONLY, days=3)
    with pytest.raises(Invalid, match="not write until March 17, 2026"):
        opening(cast.viewer("alice"), now=NOON + timedelta(days=2))
    assert opening(cast.viewer("alice"), now=NOON + timedelta(days=3, minutes=1)).number == 1


def test_a_suspension_ends_every_sign_in(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    assert alice.get("/settings/profile").status_code == 200
    measure(cast, MeasureKind.SUSPENSION, days=3, now=clock.now())
    assert "/sign-in" in alice.get("/settings/profile").headers.get("Location", "")


def test_the_member_is_told_with_reason_and_term(cast: SimpleNamespace) -> None:
    measure(cast, MeasureKind.READ_ONLY, days=3)
    told = db.session.query(Statement).one()
    assert (told.measure, told.reason, told.until, told.told) == (
        "member-read-only",
        "unkind",
        NOON + timedelta(days=3),
        True,
    )


def test_an_objection_that_is_upheld_takes_it_back(cast: SimpleNamespace) -> None:
    measure(cast, MeasureKind.SUSPENSION, days=3)
    with write_transaction():
        told = db.session.query(Statement).one()
        measures[told.measure].take_back(told, cast.viewer("emil"), NOON, "It was a joke among friends.")
    assert db.session.query(Measure).one().lifted_at == NOON
    assert db.session.get_one(Member, cast.alice.id, populate_existing=True).suspended_until is None


def test_of_two_suspensions_the_other_goes_on(cast: SimpleNamespace) -> None:
    first = measure(cast, MeasureKind.SUSPENSION, days=9)
    measure(cast, MeasureKind.SUSPENSION, days=3)
    with write_transaction():
        row = db.session.get_one(Measure, first.id)
        lift_measure(row, because="Too long.", actor=cast.viewer("bruno"), now=NOON)
    member = db.session.get_one(Member, cast.alice.id, populate_existing=True)
    assert member.suspended_until == NOON + timedelta(days=3)


def test_a_note_is_for_colleagues_only(cast: SimpleNamespace) -> None:
    measure(cast, MeasureKind.NOTE, note="Had a hard week; be kind.")
    assert db.session.query(Statement).count() == 0


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (MeasureKind.READ_ONLY, {"days": None}),
        (MeasureKind.SUSPENSION, {"days": 0}),
        (MeasureKind.WARNING, {"reason": ""}),
        (MeasureKind.NOTE, {"note": " "}),
    ],
)
def test_no_measure_without_what_it_needs(
    cast: SimpleNamespace, kind: MeasureKind, more: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        measure(cast, kind, **more)
    assert db.session.query(Measure).count() == 0


def test_nobody_judges_themselves_or_somebody_with_an_office(cast: SimpleNamespace) -> None:
    for about in (cast.bruno.id, cast.dana.id):
        with pytest.raises(NotAllowed), write_transaction():
            member = db.session.get_one(Member, about)
            take_measure(member, MeasureKind.WARNING, reason="unkind", actor=cast.viewer("bruno"), now=NOON)


def test_the_card_shows_all_of_it_and_takes_it_back(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    bruno = browser_of("bruno")
    sent = {"kind": "warning", "reason": "unkind", "note": "Third time.", "message": "Please stop."}
    assert bruno.post("/members/alice/measures", data=sent).status_code == 303
    card = bruno.get("/members/alice/card").text
    assert "Warning" in card and "Third time." in card
    lifted = bruno.post("/members/alice/measures/1/delete", data={"because": "A mistake."})
    assert lifted.status_code == 303 and "A mistake." in bruno.get("/members/alice/card").text
    assert browser_of("chloe").get("/members/alice/card").status_code == 403


def test_trust_fixed_by_hand_holds_until_the_rules_decide_again(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    bruno = browser_of("bruno")
    fixed = {"level": "2", "why": "Known from the fair."}
    assert bruno.post("/members/alice/trust", data={"level": "2"}).status_code == 422
    assert bruno.post("/members/alice/trust", data=fixed).status_code == 303
    assert standing_of(cast.alice.id, now=NOON).level == Level.TRUSTED
    assert "Trusted" in browser_of("alice").get("/trust").text
    bruno.post("/members/alice/trust", data={"level": "rules"})
    db.session.rollback()
    assert standing_of(cast.alice.id, now=NOON).level == Level.NEW
