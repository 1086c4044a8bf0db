"""Whether reactions stay in proportion, the words to start from, and single keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from flask.testing import FlaskClient

from forum.core.attention import AnswerKind
from forum.core.database import db, write_transaction
from forum.desk.models import Answer
from forum.desk.operations.answers import ignore, value
from forum.desk.operations.undoing import undo
from forum.desk.operations.wording import save_template
from forum.desk.queries.history import history
from forum.desk.queries.wording import starts_for
from forum.desk.words import Tone
from tests.conversations import NOON, opening
from tests.desk import give, reported

BrowserOf = Callable[[str], FlaskClient]
WORDS = {"sentence": "That is how it should taste."}


def test_answers_are_counted_by_kind_by_person_and_by_week(cast: SimpleNamespace) -> None:
    bruno, dana = cast.viewer("bruno"), cast.viewer("dana")
    posts = [opening(cast.viewer("alice"), f"No. {number}") for number in range(4)]
    give(ignore, posts[0], bruno, now=NOON - timedelta(days=7))
    give(ignore, posts[1], bruno)
    give(value, posts[2], dana, **WORDS)
    taken_back = give(ignore, posts[3], bruno)
    with write_transaction():
        undo(db.session.get_one(Answer, taken_back.id), actor=bruno, now=NOON)
    seen = history(now=NOON)
    assert dict(seen.whole.counts) == {AnswerKind.IGNORE: 2, AnswerKind.VALUE: 1}
    assert [(each.label, each.total) for each in seen.people] == [(cast.bruno.name, 2), (cast.dana.name, 1)]
    assert [each.total for each in seen.weeks[:3]] == [2, 1, 0]
    assert (seen.whole.share(AnswerKind.IGNORE), seen.whole.share(AnswerKind.VALUE)) == (67, 33)


def test_words_to_start_from_come_in_the_language_of_the_post_and_both_tones(cast: SimpleNamespace) -> None:
    with write_transaction():
        for language, tone, text in (
            ("de", Tone.INFORMAL, "{name}, das hat uns gefreut."),
            ("en", Tone.INFORMAL, "{name}, you made our day."),
            ("en", Tone.FORMAL, "Dear {name}, thank you."),
        ):
            words = {"kind": AnswerKind.VALUE, "language": language, "tone": tone, "name": tone, "text": text}
            save_template(None, **words, actor=cast.viewer("dana"), now=NOON)
    starts = starts_for(AnswerKind.VALUE, language="en", name="Alice")
    assert [start.language for start in starts] == ["en", "en", "de"]
    assert {(start.tone, start.text) for start in starts[:2]} == {
        ("informal", "Alice, you made our day."),
        ("formal", "Dear Alice, thank you."),
    }
    assert starts_for(AnswerKind.PERSONALISE, language="en", name="Alice") == []


def test_single_keys_are_switched_off_and_colleagues_are_seen_all_the_same(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    item = reported(opening(cast.viewer("alice")), cast.viewer("chloe"))
    bruno, page = browser_of("bruno"), f"/desk/items/{item.id}"
    assert "js/desk.js" in bruno.get(page).text
    bruno.post("/desk/shortcuts", data={"wanted": "0"})
    assert "js/desk.js" not in bruno.get(page).text and "js/company.js" in bruno.get(page).text
    bruno.post("/desk/shortcuts", data={"wanted": "1"})
    assert "js/desk.js" in bruno.get(page).text
