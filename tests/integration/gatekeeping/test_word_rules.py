"""A moderator writes a word rule, sees what it would have hit, saves it; then it does what it says."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.attention import HumanNeeded
from forum.core.database import db, write_transaction
from forum.core.events import listen
from forum.core.policy import Invalid
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.editing import edit_post
from forum.gatekeeping.models import PostCheck, WordRule
from tests.conversations import NOON, answer, opening
from tests.gatekeeping import a_rule, present

BrowserOf = Callable[[str], FlaskClient]


def test_a_rule_is_tried_on_the_last_posts_before_it_is_saved(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    opening(cast.viewer("alice"), "A casino of flavours!")
    opening(cast.viewer("chloe"), "Nothing of the kind.")
    bruno = browser_of("bruno")
    typed = {"kind": "word", "pattern": "casino", "language": "", "effect": "flag", "is_active": "y"}
    tried = bruno.post("/moderation/words", data=typed)
    assert "1 of the last 2 posts has it" in tried.text and "<mark>casino</mark>" in tried.text
    assert db.session.query(WordRule).count() == 0
    mark = tried.text.split('name="tried" type="hidden" value="')[1].split('"')[0]
    assert bruno.post("/moderation/words", data={**typed, "tried": mark}).status_code == 303
    assert "casino" in bruno.get("/moderation/words").text


def test_what_was_tried_and_what_is_saved_are_the_same(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    bruno = browser_of("bruno")
    typed = {"kind": "word", "pattern": "casino", "language": "", "effect": "flag"}
    mark = bruno.post("/moderation/words", data=typed).text.split('name="tried" type="hidden" value="')[1]
    other = {**typed, "pattern": "the", "tried": mark.split('"')[0]}
    assert bruno.post("/moderation/words", data=other).status_code == 200
    assert db.session.query(WordRule).count() == 0


def test_a_pattern_that_would_hang_gets_a_clear_answer(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    typed = {"kind": "pattern", "pattern": r"(\w+\s?){200}!", "language": "", "effect": "hold"}
    page = browser_of("bruno").post("/moderation/words", data=typed)
    assert page.status_code == 422 and "This pattern is too heavy" in page.text


def test_members_do_not_come_to_the_rules(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    assert browser_of("alice").get("/moderation/words").status_code == 403


def test_a_refused_word_tells_its_author_how_to_write_it(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "damn*", "refuse", hint="Say it kindly, please.")
    with pytest.raises(Invalid, match="Say it kindly"):
        opening(cast.viewer("alice"), "This damned oven")
    assert db.session.query(Topic).count() == 0


def test_a_word_in_the_title_counts_too(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "casino", "refuse", hint="No.")
    with pytest.raises(Invalid):
        opening(cast.viewer("alice"), title="My casino")


def test_a_blotted_word_stands_nowhere(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "damn", "censor")
    post = opening(cast.viewer("alice"), "This **damn** oven", title="Damn oven")
    assert (post.source, post.text) == ("This **■■■■** oven", "This ■■■■ oven")
    assert "damn" not in post.html and db.session.get_one(Topic, post.topic_id).title == "■■■■ oven"


def test_a_marked_post_stands_and_asks_for_a_human(cast: SimpleNamespace, app: object) -> None:
    asked: list[HumanNeeded] = []
    listen(app, HumanNeeded, asked.append)  # type: ignore[arg-type]
    rule = a_rule(cast.viewer("bruno"), "casino", "flag")
    post = opening(cast.viewer("alice"), "A casino of flavours")
    check = db.session.get_one(PostCheck, post.id)
    assert post.state == PostState.VISIBLE and not check.is_held
    assert (check.findings[0]["key"], check.findings[0]["words"]) == (str(rule.id), "casino")
    assert ("marked", post.id) in {(each.source, each.reference) for each in asked}


def test_a_rule_for_german_leaves_english_alone(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "gift", "hold", language="de")
    english = opening(cast.viewer("alice"), "This cake was a gift from all of my friends, and I loved it.")
    german = opening(cast.viewer("alice"), "Das ist doch Gift, und ich will es nicht auf dem Tisch haben.")
    assert [english.state, german.state] == [PostState.VISIBLE, PostState.HELD]


def test_an_edit_passes_the_rules_too(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), "A fine oven")
    a_rule(cast.viewer("bruno"), "casino", "hold")
    with pytest.raises(Invalid, match="a moderator looks at first"), write_transaction():
        _edit(post, cast, "A fine casino")
    assert present(post).source == "A fine oven"


def test_what_moderators_write_is_not_held(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "casino", "hold")
    assert opening(cast.viewer("bruno"), "No casino here").state == PostState.VISIBLE


def test_a_rule_that_rests_hits_nobody(cast: SimpleNamespace) -> None:
    a_rule(cast.viewer("bruno"), "casino", "hold", is_active=False)
    assert opening(cast.viewer("alice"), "A casino").state == PostState.VISIBLE


def test_a_rule_that_was_taken_away_hits_nobody(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    rule = a_rule(cast.viewer("bruno"), "casino", "hold")
    first = opening(cast.viewer("alice"), "A casino")
    assert browser_of("bruno").post(f"/moderation/words/{rule.id}/delete").status_code == 303
    assert answer(opening(cast.viewer("chloe")), cast.viewer("alice"), "A casino").state == PostState.VISIBLE
    assert present(first).state == PostState.HELD


def _edit(post: Post, cast: SimpleNamespace, source: str) -> None:
    row = db.session.get_one(Post, post.id)
    edit_post(row, source=source, editor=cast.viewer("alice"), now=NOON, based_on_revision=row.revision_count)


def test_the_record_leads_to_a_rule_that_was_taken_away_and_is_told_so(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    rule = a_rule(cast.viewer("bruno"), "casino", "hold")
    bruno, address = browser_of("bruno"), f"/moderation/words/{rule.id}"
    bruno.post(f"{address}/delete")
    gone = bruno.get(address)
    assert gone.status_code == 410
    assert "This word rule is gone" in gone.text
    assert bruno.get("/moderation/words/999999").status_code == 404
    assert browser_of("alice").get(address).status_code == 403
