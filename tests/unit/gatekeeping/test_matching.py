"""Which texts a rule hits, and that none keeps anybody waiting."""

from __future__ import annotations

import contextlib
import time

import pytest
from flask import Flask
from flask_babel import Babel

from forum.core.policy import Invalid
from forum.gatekeeping.models import RuleKind
from forum.gatekeeping.words.matching import OutOfTime, Rule, Rules, blotted, seen
from forum.gatekeeping.words.patterns import tried

LONGEST = 50_000


def rule(pattern: str, kind: str = RuleKind.WORD, language: str = "") -> Rule:
    return Rule(1, kind, pattern, language, "flag", "")


def hits(pattern: str, text: str, kind: str = RuleKind.WORD, language: str = "en") -> list[str]:
    return [hit.words for hit in Rules([rule(pattern, kind)]).hits(text, language)]


@pytest.fixture(autouse=True)
def an_application() -> object:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("cocoa", "Cocoa, please.", ["Cocoa"]),
        ("cocoa", "A cocoanut", []),
        ("gratis*", "Alles Gratisproben!", ["Gratisproben"]),
        ("cheap watches", "buy CHEAP\nwatches now", ["CHEAP\nwatches"]),
        ("cheap watches", "cheap wrist watches", []),
        ("straße", "In der STRASSE", ["STRASSE"]),
        ("écrémé", "lait Écrémé", ["Écrémé"]),
        ("fullwidth", "ｆｕｌｌｗｉｄｔｈ", ["ｆｕｌｌｗｉｄｔｈ"]),
    ],
)
def test_a_word_hits_whole_words_only(pattern: str, text: str, found: list[str]) -> None:
    assert hits(pattern, text) == found


def test_signs_that_nobody_sees_do_not_hide_a_word() -> None:
    assert hits("casino", seen("ca\u200bsi\u00adno")) == ["casino"]


def test_a_pattern_finds_every_place() -> None:
    assert hits(r"cas[i1]n[o0]", "casino CAS1N0", RuleKind.PATTERN) == ["casino", "CAS1N0"]


def test_a_rule_for_one_language_leaves_the_others_alone() -> None:
    rules = Rules([rule("gift", language="de")])
    assert [bool(rules.hits("a gift", language)) for language in ("en", "de")] == [False, True]


def test_what_is_blotted_out_keeps_its_length_and_its_blanks() -> None:
    rules = Rules([rule("damn fool")])
    text = "you damn fool!"
    assert blotted(text, rules.hits(text)) == "you ■■■■ ■■■■!"


HANGING = (
    r"(a+)+$",
    r"(a|a)*b",
    r"(x+x+)+y",
    r"(.*a){12}",
    r"(?:[ab]*a[ab]{20})+c",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
)


@pytest.mark.parametrize("pattern", HANGING)
def test_what_hangs_elsewhere_is_quick_here(pattern: str) -> None:
    rules = Rules([rule(pattern, RuleKind.PATTERN)])
    for text in ("a" * LONGEST, "ab" * (LONGEST // 2), "x" * LONGEST):
        began = time.thread_time()
        with contextlib.suppress(OutOfTime):
            rules.hits(text, most=1)
        assert time.thread_time() - began < 0.25


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        (r"(a)\1", "looks ahead, looks back or repeats"),
        ("(?=a)b", "looks ahead, looks back or repeats"),
        ("(?<!a)b", "looks ahead, looks back or repeats"),
        ("(", "cannot be read"),
        ("[a", "cannot be read"),
        ("a{5000}", "repeats too often"),
        ("(.{1,30}){30}Q", "too heavy"),
        (r"(\w+\s?){200}!", "too heavy"),
        ("a*", "fits every text"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told_why(pattern: str, answer: str) -> None:
    with pytest.raises(Invalid, match=answer):
        tried(pattern)


def test_a_thousand_words_cost_no_more_than_one() -> None:
    rules = Rules([rule(f"word{number}") for number in range(1_000)])
    text = "soup " * (LONGEST // 5)
    began = time.thread_time()
    assert rules.hits(text) == []
    assert time.thread_time() - began < 0.25
