"""The coarse bands that a ballot carries for cross-tables: taken at voting, frozen, telling of no single voter."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.member_attributes import attributes_on_ballots
from forum.polls.models import Ballot
from tests.integration.polls.ballots import LATER, a_poll, asking, seal, vote


def bands() -> list[dict[str, str]]:
    db.session.rollback()
    return [json.loads(text) for text in db.session.scalars(select(Ballot.bands).order_by(Ballot.voter_key))]


def change(member_id: int, **values: object) -> None:
    with write_transaction():
        db.session.execute(update(Member).where(Member.id == member_id).values(**values))


def test_a_ballot_carries_the_bands_of_its_voter_as_they_were_then(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(is_secret=True))
    change(cast.chloe.id, language="fr", post_count=12, created_at=LATER - timedelta(days=400))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    change(cast.chloe.id, language="de", post_count=2_000)
    vote(cast.viewer("chloe"), poll_id, q1="2")
    assert bands() == [{"activity": "writes-often", "language": "fr", "member-since": "1-to-3-years"}]
    known = {each.key: each.bands() for each in attributes_on_ballots()}
    assert all(band in known[key] for key, band in bands()[0].items())


def test_at_the_sealing_bands_that_few_ballots_carry_are_given_up(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(is_secret=True))
    for handle in ("alice", "bruno", "chloe", "dana", "emil"):
        change(cast.viewer(handle).id, language="en", post_count=3, created_at=LATER - timedelta(days=9))
    change(cast.chloe.id, post_count=300)
    for handle in ("alice", "bruno", "chloe", "dana", "emil"):
        vote(cast.viewer(handle), poll_id, q1="1")
    seal(poll_id)
    assert bands() == 5 * [{"language": "en", "member-since": "under-a-month"}]


def test_files_of_ballots_carry_no_bands(cast: SimpleNamespace, guest: FlaskClient) -> None:
    change(cast.chloe.id, language="fr")
    poll_id = a_poll(cast.viewer("alice"), asking(publishes_ballots=True))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    seal(poll_id)
    file = guest.get(f"/polls/{poll_id}/ballots/1").text
    assert "language" not in file and "member-since" not in file and "1: 1\n" in file
