"""The page in “everything about me” speaks to people: in their language, in words, with days as they write them."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from tests.conversations import answer, opening

RAW = re.compile(r"\b(?:True|False|None)\b|\d{4}-\d\d-\d\dT|>[a-z]+_[a-z_]+<")
YES_AND_NO = {"en": ("Moderator", "no"), "fr": ("Modération", "non"), "de": ("Moderation", "nein")}
SINCE = {"en": "Member since", "fr": "Membre depuis", "de": "Mitglied seit"}


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_it_speaks_their_language(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], language: str
) -> None:
    answer(opening(cast.viewer("alice"), "First the butter"), cast.viewer("chloe"))
    with write_transaction():
        db.session.get_one(Member, cast.alice.id).language = language
    browser = browser_of("alice")
    browser.post("/settings/privacy/exports")
    outbox.drain()
    job = db.session.scalars(select(Job)).one()
    with zipfile.ZipFile(BytesIO(browser.get(f"/settings/privacy/exports/{job.id}/file").data)) as archive:
        page = archive.read("everything.html").decode()
        known = json.loads(archive.read("accounts.json"))
    assert RAW.findall(page.split("<body>")[1]) == []
    name, said = YES_AND_NO[language]
    assert f"<dt>{name}</dt><dd>{said}</dd>" in page
    assert f"<dt>{SINCE[language]}</dt>" in page
    assert "First the butter" in page
    assert known["profile"]["is_moderator"] is False
