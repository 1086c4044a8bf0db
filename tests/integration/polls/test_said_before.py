"""What is said before anybody votes: to voters what becomes of their names, to who opens a poll all that it asks."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.polls.words import Kind
from tests.conversations import opening
from tests.integration.polls.ballots import a_poll, asking, filled, question
from tests.pictures import picture

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
NAMED = "Named: whoever sees the result also sees who voted for what."
SECRET = "Secret: nobody is shown who voted for what."


@pytest.mark.parametrize("kind", [Kind.ONE, Kind.DUEL])
@pytest.mark.parametrize(("is_secret", "words"), [(False, NAMED), (True, SECRET)])
def test_whether_names_are_shown_is_said_beside_the_button(
    cast: SimpleNamespace, browser_of: BrowserOf, kind: Kind, is_secret: bool, words: str
) -> None:
    poll_id = a_poll(cast.viewer("alice"), asking(kind, is_secret=is_secret))
    before, _mark, _folded = browser_of("chloe").get(f"/polls/{poll_id}").text.partition("poll-facts")
    assert f'<p class="field-hint">{words}</p>' in before


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, None, "Put those you like in your order, the best first. You may leave some out."),
        (2, 2, "Put 2 in your order, the best first."),
        (1, 2, "Put 1 to 2 in your order, the best first."),
        (2, None, "Put 2 to 3 in your order, the best first."),
    ],
)
def test_how_many_are_to_be_ranked_is_said(
    cast: SimpleNamespace, browser_of: BrowserOf, least: int, most: int | None, words: str
) -> None:
    asked = asking(questions=[question(Kind.RANKING, least=least, most=most)])
    assert words in browser_of("chloe").get(f"/polls/{a_poll(cast.viewer('alice'), asked)}").text


def test_who_opens_a_poll_sees_everything_that_will_be_fixed(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    dana, path = browser_of("dana"), f"/topics/{opening(cast.viewer('dana')).topic_id}/poll/new"
    first = "questions-0-options-0-"
    more = {f"{first}text": "From the mill", f"{first}alt": "A bowl", "questions-0-allows_none": "y"}
    form = filled("Oat", "Rye", draft="yes", **more, **{"questions-0-kind": "approval"})
    form[f"{first}picture"] = (BytesIO(picture()), "oat.png")
    page = dana.get(dana.post(path, data=form).location).text
    for words in (
        "From the mill",
        'alt="A bowl"',
        "None of these",
        "as you like, at least 1",
        "until you close it",
    ):
        assert words in page, words
    other = f"/topics/{opening(cast.viewer('dana')).topic_id}/poll/new"
    page = dana.get(
        dana.post(other, data=filled("Oat", "Rye", draft="yes", closes_at="2026-03-20T18:00")).location
    )
    assert "It closes on" in page.text
