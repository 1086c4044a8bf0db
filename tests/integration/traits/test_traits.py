"""What the brand asks beforehand: answered or declined, carried by ballots, told of by groups, and forgotten."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.database import db, write_transaction
from forum.core.member_attributes import attributes_on_ballots, find_attribute
from forum.core.personal_data import personal_data
from forum.core.policy import Invalid, NotAllowed
from forum.polls.models import Ballot
from forum.traits.kept import Question, asked_questions
from forum.traits.models import TraitAnswer
from forum.traits.operations.answering import answer_questions
from forum.traits.operations.asking import (
    MOST_QUESTIONS,
    ChoiceSaid,
    QuestionSaid,
    ask_members,
    change_question,
    end_question,
)
from tests.conversations import NOON
from tests.integration.polls.ballots import a_poll, asking, vote
from tests.integration.polls.readout.crowds import HAZEL, OAT, sealed_poll


def in_all(text: str) -> dict[str, str]:
    return {code: f"{text} ({code})" for code in ("en", "fr", "de")}


def said(*answers: str, label: str = "Region", **kept: int) -> QuestionSaid:
    return QuestionSaid(
        in_all(label), in_all("Why"), [ChoiceSaid(in_all(each), kept.get(each)) for each in answers]
    )


def ask(cast: SimpleNamespace, *answers: str, label: str = "Region") -> Question:
    with write_transaction():
        ask_members(said(*(answers or ("North", "South")), label=label), actor=cast.viewer("dana"), now=NOON)
    return asked_questions()[-1]


def answer(cast: SimpleNamespace, handle: str, **typed: str) -> None:
    fields: Mapping[str, str] = {name.replace("_", "-"): value for name, value in typed.items()}
    with write_transaction():
        answer_questions(fields, actor=cast.viewer(handle), now=NOON)


def bands(key: str) -> list[str | None]:
    db.session.rollback()
    return [
        json.loads(text).get(key)
        for text in db.session.scalars(select(Ballot.bands).order_by(Ballot.voter_key))
    ]


def answers() -> list[tuple[int, int | None]]:
    db.session.rollback()
    return [(row.member_id, row.choice_id) for row in db.session.scalars(select(TraitAnswer))]


def test_a_ballot_keeps_the_answer_of_its_moment_and_a_refusal_leaves_no_trace_on_it(
    cast: SimpleNamespace,
) -> None:
    region = ask(cast)
    north, south = region.choices
    poll_id = a_poll(cast.viewer("dana"), asking(is_secret=True))
    answer(cast, "alice", **{region.key: str(north.id)})
    answer(cast, "chloe", **{region.key: "no"})
    for handle in ("alice", "chloe", "emil"):
        vote(cast.viewer(handle), poll_id, q1="1")
    answer(cast, "alice", **{region.key: str(south.id)})
    vote(cast.viewer("alice"), poll_id, q1="2")
    assert sorted(bands(region.key), key=str) == [str(north.id), None, None]


def test_an_answer_can_be_the_condition_of_a_vote(cast: SimpleNamespace) -> None:
    region = ask(cast)
    north = region.choices[0]
    poll_id = a_poll(cast.viewer("dana"), asking(rules={region.key: [str(north.id)]}))
    answer(cast, "alice", **{region.key: str(north.id)})
    vote(cast.viewer("alice"), poll_id, q1="1")
    with pytest.raises(NotAllowed, match=r"Region \(en\), North \(en\)"):
        vote(cast.viewer("chloe"), poll_id, q1="1")


def test_a_question_that_is_asked_no_more_forgets_its_answers_and_keeps_its_words(
    cast: SimpleNamespace,
) -> None:
    region = ask(cast)
    answer(cast, "alice", **{region.key: str(region.choices[0].id)})
    with write_transaction():
        end_question(region.id, actor=cast.viewer("dana"), now=NOON)
    assert answers() == [] and asked_questions() == []
    assert region.key not in [each.key for each in attributes_on_ballots()]
    remembered = find_attribute(region.key)
    assert remembered is not None and remembered.bands()[str(region.choices[0].id)] == "North (en)"


def test_an_answer_that_is_put_aside_is_asked_anew_and_the_others_stay(cast: SimpleNamespace) -> None:
    region = ask(cast, "North", "South", "West")
    north, _south, west = region.choices
    answer(cast, "alice", **{region.key: str(north.id)})
    answer(cast, "chloe", **{region.key: str(west.id)})
    with write_transaction():
        change_question(region.id, said("West", "East", West=west.id), actor=cast.viewer("dana"), now=NOON)
    assert answers() == [(cast.chloe.id, west.id)]
    assert [str(each) for each in asked_questions()[0].choices] == ["West (en)", "East (en)"]


def test_taking_an_answer_back_leaves_nothing(cast: SimpleNamespace) -> None:
    region = ask(cast)
    answer(cast, "alice", **{region.key: "no"})
    answer(cast, "alice", **{region.key: ""})
    assert answers() == []


def test_nothing_is_kept_of_an_answer_that_is_not_offered(cast: SimpleNamespace) -> None:
    region, other = ask(cast), ask(cast, label="Baking")
    with pytest.raises(Invalid, match="not offered"):
        answer(cast, "alice", **{region.key: "no", other.key: str(region.choices[0].id)})
    db.session.rollback()
    assert answers() == []


def test_the_database_refuses_the_answer_of_another_question(cast: SimpleNamespace) -> None:
    region, other = ask(cast), ask(cast, label="Baking")
    row = TraitAnswer(
        member_id=cast.alice.id, trait_id=other.id, choice_id=region.choices[0].id, answered_at=NOON
    )
    with pytest.raises(IntegrityError), write_transaction():
        db.session.add(row)
        db.session.flush()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (QuestionSaid({"en": "Region"}, in_all("Why"), said("North", "South").choices), "labels"),
        (QuestionSaid(in_all("Region"), {}, said("North", "South").choices), "purposes"),
        (said("North"), "choices"),
        (said("North", "north"), "choices"),
        (said(*(f"Place {number}" for number in range(13))), "choices"),
        (said("North", "x" * 61), "choices"),
    ],
)
def test_a_question_stands_in_every_language_with_its_purpose_and_few_answers(
    cast: SimpleNamespace, wrong: QuestionSaid, field: str
) -> None:
    with pytest.raises(Invalid) as refused, write_transaction():
        ask_members(wrong, actor=cast.viewer("dana"), now=NOON)
    assert list(refused.value.errors) == [field]


def test_few_questions_are_asked_at_a_time_and_by_the_brand_alone(cast: SimpleNamespace) -> None:
    for number in range(MOST_QUESTIONS):
        ask(cast, label=f"Question {number}")
    with pytest.raises(Invalid, match="At most 5"):
        ask(cast, label="One more")
    db.session.rollback()
    for handle in ("alice", "bruno"):
        with pytest.raises(NotAllowed), write_transaction():
            ask_members(said("North", "South"), actor=cast.viewer(handle), now=NOON)


def test_answers_are_handed_over_and_forgotten_with_their_member(cast: SimpleNamespace) -> None:
    region = ask(cast)
    answer(cast, "alice", **{region.key: str(region.choices[1].id)})
    keeping = personal_data["traits"]
    found = keeping.export(cast.alice.id)["answers"]
    assert [(each["question"]["en"], each["answer"]["fr"]) for each in found] == [
        ("Region (en)", "South (fr)")
    ]
    with write_transaction():
        keeping.erase(cast.alice.id, False)
    assert answers() == []


def test_a_read_out_tells_by_region_what_was_answered_and_only_to_the_brand(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    region = ask(cast, "North", "South", "West")
    north, south, west = (str(choice.id) for choice in region.choices)
    bands = [{region.key: band} for band in (*5 * [north], *4 * [south], west)]
    poll_id = sealed_poll(cast.viewer("dana"), {OAT: 30, HAZEL: 10}, bands=bands)
    page = browser_of("dana").get(f"/polls/{poll_id}/readout").text
    table = page[page.index('<caption class="visually-hidden">Region (en)') :]
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td class="number">(\d+)</td>', table[: table.index("</table>")]
    )
    assert rows == [("North (en)", "20"), ("South (en), West (en)", "20")], "four are no group of their own"
    assert "North (en)" in browser_of("dana").get(f"/polls/{poll_id}/readout/margins").text
    assert "North (en)" not in browser_of("alice").get(f"/polls/{poll_id}/readout").text
