"""Who may vote besides: holders of a badge, readers of a category, people of a role; fixed at the opening, and told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from flask_babel import force_locale

from forum.badges.operations.awards import award_by_hand
from forum.badges.rules import all_rules
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.polls.models import Poll
from forum.polls.operations.opening import count_eligible
from forum.polls.roll import conditions_offered, rules_in
from forum.traits.operations.asking import ChoiceSaid, QuestionSaid, ask_members
from tests.conversations import NOON, shelf
from tests.integration.badges.kitchen import a_rule
from tests.integration.polls.ballots import LATER, a_poll, asking, seal, vote


def test_only_those_who_meet_the_condition_vote_and_the_others_are_told_why(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    poll_id = a_poll(cast.viewer("dana"), asking(rules={"role": ["moderator", "team"]}))
    vote(cast.viewer("bruno"), poll_id, q1="1")
    with pytest.raises(NotAllowed, match="Only these can vote: Role, Moderators or The team of the brand"):
        vote(cast.viewer("alice"), poll_id, q1="1")
    assert "Only these can vote: Role" in guest.get(f"/polls/{poll_id}").text
    seal(poll_id)
    assert db.session.get_one(Poll, poll_id, populate_existing=True).eligible == 3


def test_readers_of_a_category_may_be_asked_for(cast: SimpleNamespace) -> None:
    back_room = shelf("back-room", read_level=2, reply_level=2, start_level=2)
    poll_id = a_poll(cast.viewer("dana"), asking(rules={"reads": [str(back_room.id)]}))
    assert f"reads:{back_room.id}" in dict(conditions_offered())
    with pytest.raises(NotAllowed):
        vote(cast.viewer("chloe"), poll_id, q1="1")
    vote(cast.viewer("bruno"), poll_id, q1="1")
    assert count_eligible(db.session.get_one(Poll, poll_id), LATER) == 3


def test_only_the_brand_sets_conditions_and_only_those_that_are_offered(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed), write_transaction():
        a_poll(cast.viewer("alice"), asking(rules={"role": ["team"]}))
    with pytest.raises(Invalid):
        rules_in(["role:emperor"])


def test_conditions_are_offered_with_the_signs_of_their_language(cast: SimpleNamespace) -> None:
    with force_locale("fr"):
        assert dict(conditions_offered())["role:team"] == "Rôle\u00a0: L’équipe de la marque"


def test_a_question_of_the_brand_that_is_a_condition_reads_as_one(cast: SimpleNamespace) -> None:
    said = QuestionSaid(
        dict.fromkeys(("en", "fr", "de"), "Where do you live?"),
        dict.fromkeys(("en", "fr", "de"), "Why"),
        [ChoiceSaid(dict.fromkeys(("en", "fr", "de"), each)) for each in ("North", "South")],
    )
    with write_transaction():
        ask_members(said, actor=cast.viewer("dana"), now=NOON)
    asked = next(value for value, words in conditions_offered() if words == "Where do you live? South")
    poll_id = a_poll(cast.viewer("dana"), asking(rules=rules_in([asked])))
    with pytest.raises(NotAllowed, match=r"^Only these can vote: Where do you live\? South\.$"):
        vote(cast.viewer("chloe"), poll_id, q1="1")


def test_holders_of_a_badge_may_be_asked_for(cast: SimpleNamespace) -> None:
    rule_id = a_rule("by-hand", (1,))
    poll_id = a_poll(cast.viewer("dana"), asking(rules=rules_in([f"badge:{rule_id}"])))
    with pytest.raises(NotAllowed, match="Only these can vote: Holders of a badge, Beloved"):
        vote(cast.viewer("chloe"), poll_id, q1="1")
    with write_transaction():
        rule, chloe = all_rules()[rule_id], db.session.merge(cast.chloe)
        award_by_hand(rule, chloe, level=1, actor=cast.viewer("dana"), now=NOON)
    vote(cast.viewer("chloe"), poll_id, q1="1")
