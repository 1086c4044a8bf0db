"""No field at its longest keeps anybody waiting at the gates."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from flask import Flask

from forum.core.database import db, write_transaction
from forum.core.gates import Submission, before_publish
from forum.core.versions import touch
from forum.discussions.models.post import SOURCE_LENGTH
from forum.discussions.models.topic import TITLE_LENGTH
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.operations.crises import Switches, open_crisis
from forum.gatekeeping.words.kept import SCOPE
from tests.conversations import NOON, opening
from tests.replaying import replayed

BUDGET = 0.25
PATTERNS = (r"(a+)+$", r"(a|a)*b", r"(x+x+)+y", r"(.*a){8}", r"(?:[ab]*a[ab]{20})+c", r"([a-z]+\s?){5}!")
LONGEST = {
    "one letter": "a" * SOURCE_LENGTH,
    "words": "cocoa casino " * (SOURCE_LENGTH // 13),
    "links": "https://a.example/b " * (SOURCE_LENGTH // 20),
    "mentions": "@alice " * (SOURCE_LENGTH // 7),
    "brackets": "](" * (SOURCE_LENGTH // 2),
    "digits": "1 " * (SOURCE_LENGTH // 2),
    "signs": "…!?" * (SOURCE_LENGTH // 3),
}


@pytest.fixture
@replayed
def many_rules(app: Flask, cast: SimpleNamespace) -> None:
    with write_transaction():
        words = [("word", f"word{number}*", "flag") for number in range(500)]
        patterns = [("pattern", pattern, "flag") for pattern in PATTERNS]
        for kind, pattern, effect in [*words, *patterns, ("word", "casino", "censor")]:
            db.session.add(WordRule(kind=kind, pattern=pattern, effect=effect, created_at=NOON))
        touch(SCOPE)
    with write_transaction():
        open_crisis(0, Switches("Nuts", 0, True, ["nut", "allerg*"]), actor=cast.viewer("bruno"), now=NOON)
    opening(cast.viewer("bruno"))


@pytest.mark.parametrize("text", LONGEST.values(), ids=LONGEST.keys())
def test_the_longest_text_passes_the_gates_in_time(
    many_rules: None, cast: SimpleNamespace, text: str
) -> None:
    alice = cast.viewer("alice")
    submission = Submission(alice, text, text, text[:TITLE_LENGTH], "discussion", 1, None, None, NOON, "en")
    before_publish(Submission(alice, "", "", "", "discussion", 1, None, None, NOON, "en"))
    began = time.thread_time()
    before_publish(submission)
    assert time.thread_time() - began < BUDGET
