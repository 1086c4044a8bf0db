"""The exceptional: whose word is waited for, until when, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Category
from forum.editorial.jobs import publish_what_is_due
from forum.editorial.models import Approval
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Written
from forum.editorial.words import Purpose, State
from tests.conversations import NOON
from tests.letters import letters_to, plain_text, told
from tests.publications import HOUR, TOMORROW, asked, the, titles, written

pytestmark = pytest.mark.usefixtures("cast")


def another_brand(cast: SimpleNamespace) -> int:
    """Let Bruno speak for the brand, too."""
    with write_transaction():
        db.session.get_one(Member, cast.bruno.id).is_brand = True
    return int(cast.bruno.id)


def test_those_who_were_asked_are_reminded_once_and_told_when_it_is_too_late(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    bruno = another_brand(cast)
    number = asked(cast.viewer("dana"), cast.emil.id, bruno, until=NOON + 4 * HOUR)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("bruno"), now=NOON)
    for moment in (NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR):
        at(moment)
        publish_what_is_due()
    assert told(cast.emil.id) == ["approval", "approval-reminder"]
    assert told(bruno) == ["approval"]
    assert told(cast.dana.id) == []
    at(NOON + 4 * HOUR)
    publish_what_is_due()
    assert told(cast.emil.id) == ["approval", "approval-reminder", "approval-outcome"]
    assert told(bruno) == ["approval"]
    assert told(cast.dana.id) == ["approval-outcome"]
    assert "not everybody answered in time" in plain_text(letters_to("dana")[-1])


@pytest.mark.parametrize(
    ("agrees", "words"), [(True, "everybody agrees"), (False, "somebody does not agree")]
)
def test_its_author_is_told_what_those_who_were_asked_say(
    cast: SimpleNamespace, agrees: bool, words: str
) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with write_transaction():
        drafts.say(the(number), agrees, "Ask the lawyers.", actor=cast.viewer("emil"), now=NOON)
    assert told(cast.dana.id) == ["approval-outcome"]
    assert words in plain_text(letters_to("dana")[-1])


def test_the_exceptional_waits_for_everybody_who_is_named(cast: SimpleNamespace) -> None:
    bruno = another_brand(cast)
    number = asked(cast.viewer("dana"), cast.emil.id, bruno)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("emil"), now=NOON)
    assert the(number).state == State.ASKED
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("bruno"), now=NOON)
    assert the(number).state == State.PLANNED


def test_one_who_refuses_gives_it_back_with_the_reason(cast: SimpleNamespace) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with pytest.raises(Invalid), write_transaction():
        drafts.say(the(number), False, " ", actor=cast.viewer("emil"), now=NOON)
    with write_transaction():
        drafts.say(the(number), False, "Ask the lawyers.", actor=cast.viewer("emil"), now=NOON)
    assert (the(number).state, the(number).problem) == (
        State.DRAFT,
        "Emil Estragon does not agree: Ask the lawyers.",
    )


def test_what_nobody_agrees_to_in_time_goes_back(
    cast: SimpleNamespace, at: Callable[[datetime], None]
) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id, until=NOON + HOUR)
    at(TOMORROW)
    publish_what_is_due()
    assert (titles(), the(number).state) == ([], State.DRAFT)
    assert "in time" in the(number).problem


def test_a_word_was_given_to_other_words(cast: SimpleNamespace) -> None:
    number = asked(cast.viewer("dana"), cast.emil.id)
    with write_transaction():
        drafts.say(the(number), True, "", actor=cast.viewer("emil"), now=NOON)
    with write_transaction():
        place = db.session.query(Category).one()
        other = Written(place, Purpose.PROMOTION, "Buy it", "Now.", TOMORROW)
        drafts.rewrite_publication(the(number), other, actor=cast.viewer("dana"), now=NOON)
    assert the(number).state == State.DRAFT
    assert db.session.query(Approval).count() == 0


def test_nobody_approves_their_own_or_gives_another_s_word(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        asked(cast.viewer("dana"), cast.dana.id)
    with pytest.raises(Invalid):
        asked(cast.viewer("dana"), cast.alice.id)
    number = written(cast.viewer("dana"))
    with pytest.raises(NotAllowed), write_transaction():
        drafts.plan(the(number), actor=cast.viewer("emil"), now=NOON)
