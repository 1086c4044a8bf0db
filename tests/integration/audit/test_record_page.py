"""Moderators and administrators read the record, narrow it by links, and take it along."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.audit.operations import erase_payload, record_act
from forum.core.database import write_transaction
from forum.core.policy import SYSTEM, Actor
from forum.core.reasons import reason_name
from tests.conversations import NOON, shelf
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]


def act(action: str, number: int, actor: Actor = SYSTEM, days: int = 0, **said: object) -> None:
    with write_transaction():
        record_act(
            action,
            actor=actor,
            subject_type="post",
            subject_id=number,
            now=NOON + timedelta(days=days),
            **said,  # type: ignore[arg-type]  # reason and details
        )


@pytest.mark.parametrize(
    ("who", "status"), [("bruno", 200), ("emil", 200), ("dana", 403), ("chloe", 403), ("alice", 403)]
)
@pytest.mark.parametrize("page", ["/admin/record", "/admin/record.csv"])
def test_it_is_for_moderators_and_administrators(
    cast: SimpleNamespace, browser_of: BrowserOf, who: str, status: int, page: str
) -> None:
    assert browser_of(who).get(page).status_code == status


def test_it_says_who_what_before_and_after_and_why(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    bruno = cast.viewer("bruno")
    act("post.hidden", 7, bruno, reason="spam", before="visible", after="hidden")
    page = browser_of("bruno").get("/admin/record").text
    assert "Post hidden" in page
    assert "<del>for everybody to read</del>" in page
    assert "<ins>hidden from readers</ins>" in page
    assert f'by={bruno.id}">Bruno Basil</a>' in page
    assert reason_name("spam") in page


def test_links_narrow_it_and_pages_go_by_key(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    for number in range(60):
        act("post.hidden", number, days=-1)
    act("post.shown", 3, cast.viewer("bruno"), days=40)
    bruno = browser_of("bruno")
    first = bruno.get("/admin/record").text
    assert first.count("record-entry") == 50
    older = bruno.get("/admin/record?before=12").text
    assert older.count("record-entry") == 11
    assert bruno.get("/admin/record?act=post.shown").text.count("record-entry") == 1
    assert bruno.get(f"/admin/record?by={cast.bruno.id}").text.count("record-entry") == 1
    assert bruno.get("/admin/record?kind=post&about=3").text.count("record-entry") == 2
    assert bruno.get("/admin/record?month=2026-04").text.count("record-entry") == 1
    assert bruno.get("/admin/record?month=never&by=x&before=y").status_code == 200


def test_the_table_holds_what_the_page_shows_and_no_formula(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    act("post.hidden", 1, reason="=HYPERLINK(1)")
    act("post.shown", 1)
    answer = browser_of("emil").get("/admin/record.csv?act=post.hidden")
    lines = list(csv.DictReader(answer.text.lstrip("\ufeff").splitlines()))
    assert [(line["Key of the act"], line["Act"], line["Why"]) for line in lines] == [
        ("post.hidden", "Post hidden", "'=HYPERLINK(1)")
    ]
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_forgotten_is_shown_as_forgotten(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    act("post.hidden", 7, reason="a secret reason")
    with write_transaction():
        erase_payload(1, because="a court said so", actor=SYSTEM, now=NOON)
    page = browser_of("bruno").get("/admin/record").text
    assert "a secret reason" not in page
    assert "a court said so" in page


def test_a_page_costs_the_same_for_one_entry_and_for_fifty(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    act("post.hidden", 1, cast.viewer("bruno"))
    bruno = browser_of("bruno")
    bruno.get("/admin/record")
    costs = []
    for _turn in range(2):
        with statements(app) as seen:
            bruno.get("/admin/record")
        costs.append(len(seen))
        for number in range(50):
            act("post.hidden", number, cast.viewer("bruno"))
    assert costs[0] == costs[1] <= 9


def test_what_stood_before_is_said_in_words(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    emil, kitchen = browser_of("emil"), shelf()
    described = {"names-en": "Pantry", "names-de": "Speisekammer", "colour": "hue-3", "parent_id": 0}
    levels = {"read_level": 1, "reply_level": 1, "start_level": 1}
    assert emil.post(f"/admin/categories/{kitchen.id}", data={**described, **levels}).status_code == 303
    said = emil.get("/admin/record?act=category.changed").text
    assert re.search(r"Name:</b>.*<del>Kitchen</del>.*<ins>Pantry</ins>", said)
    assert f'<a href="/admin/categories/{kitchen.id}">Category {kitchen.id}</a>' in said
    assert re.search(r"Who may read:</b>.*<del>Everyone</del>.*<ins>Members</ins>", said)
    assert "<ins>Speisekammer</ins>" in emil.get("/admin/record?hl=de").text
