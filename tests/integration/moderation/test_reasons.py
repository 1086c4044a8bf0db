"""The brand's own list of reasons, and what can never be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.core.reasons import LAW, find_reason, offered_reasons
from forum.moderation.operations import hide_post
from forum.moderation.operations.reasons import ReasonDescription, save_reason, speaks_of_criticism
from tests.conversations import NOON, answer, opening
from tests.integration.moderation.desk import act

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")

MEDICAL = ReasonDescription(
    "medical",
    {"en": "medical advice", "fr": "conseil médical", "de": "medizinischer Rat"},
    {
        "en": "It gives medical advice.",
        "fr": "Il donne un conseil médical.",
        "de": "Es gibt medizinischen Rat.",
    },
    "health",
)


def save(described: ReasonDescription, cast: SimpleNamespace, handle: str = "emil") -> None:
    with write_transaction():
        save_reason(described, actor=cast.viewer(handle), now=NOON)


def test_a_reason_of_ones_own_is_offered_and_named_in_placeholders(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    save(MEDICAL, cast)
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"))
    bruno = browser_of("bruno")
    assert "Medical advice. It gives medical advice." in bruno.get(f"/posts/{post.id}/hiding").text
    bruno.post(f"/posts/{post.id}/hiding", data={"reason": "medical"})
    assert "Reason: medical advice" in guest.get(f"/topics/{post.topic_id}/into-the-pot").text


@pytest.mark.parametrize(
    "name",
    [
        "criticism of the brand",
        "negative review",
        "Kritik an uns",
        "schlechte Bewertung",
        "avis négatifs critiques",
        "plainte",
        "complaints",
        "damages our image",
    ],
)
def test_criticism_is_never_a_reason_and_it_is_said_why(cast: SimpleNamespace, name: str) -> None:
    with pytest.raises(Invalid, match="Criticism of the brand can never be a reason"):
        save(replace(MEDICAL, names={**MEDICAL.names, "en": name}), cast)
    assert find_reason("medical") is None


@pytest.mark.parametrize(
    "text", ["It attacks or belittles somebody.", "insult", "medical advice", "bad language"]
)
def test_other_reasons_are_not_taken_for_criticism(text: str) -> None:
    assert not speaks_of_criticism(text)


def test_none_of_the_shipped_ones_is() -> None:
    assert not any(speaks_of_criticism(str(each.name), str(each.explanation)) for each in offered_reasons())


def test_what_rests_on_the_law_names_it(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="Name the provision"):
        save(replace(MEDICAL, rests_on=LAW), cast)


def test_every_language_has_its_words(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="in every language"):
        save(replace(MEDICAL, texts={"en": "It gives medical advice."}), cast)


def test_what_is_offered_no_more_hides_nothing_but_keeps_its_name(cast: SimpleNamespace) -> None:
    save(MEDICAL, cast)
    save(replace(MEDICAL, offered=False), cast)
    with pytest.raises(Invalid, match="Choose a reason"):
        act(hide_post, opening(cast.viewer("alice")), reason="medical", actor=cast.viewer("bruno"))
    reason = find_reason("medical")
    assert reason is not None and str(reason.name) == "medical advice"


def test_only_administrators_keep_the_list(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    with pytest.raises(NotAllowed):
        save(MEDICAL, cast, "bruno")
    assert browser_of("bruno").get("/moderation/reasons").status_code == 403


def test_a_shipped_one_is_changed_by_hand(browser_of: BrowserOf) -> None:
    emil = browser_of("emil")
    page = emil.get("/moderation/reasons/unkind").text
    assert "It attacks or belittles somebody." in page
    data = {f"names-{code}": "rude" for code in ("en", "fr", "de")}
    data |= {f"texts-{code}": "It is rude." for code in ("en", "fr", "de")}
    data |= {"key": "unkind", "rests_on": "house", "clause": "kindness", "offered": "y"}
    assert emil.post("/moderation/reasons/unkind", data=data).status_code == 303
    db.session.rollback()
    assert "It is rude." in emil.get("/moderation/reasons").text
