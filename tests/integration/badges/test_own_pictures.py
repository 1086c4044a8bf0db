"""The brand brings a picture of its own for a badge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.badges.models import BadgeRule
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.uploads.models import Upload
from forum.uploads.upkeep import forget_unused
from tests.conversations import opening
from tests.integration.badges.test_rules import TYPED
from tests.pictures import picture

pytestmark = pytest.mark.usefixtures("app")
BrowserOf = Callable[[str], FlaskClient]


def sent(content: bytes, name: str = "ladle.png") -> dict[str, object]:
    return {**TYPED, "first": "1", "second": "", "file": (BytesIO(content), name)}


def test_it_is_made_anew_and_shown_wherever_the_badge_is(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    original = picture(size=(800, 500))
    dana = browser_of("dana")
    assert dana.post("/admin/badges/new", data=sent(original)).status_code == 303
    rule = db.session.query(BadgeRule).one()
    upload = db.session.query(Upload).one()
    assert rule.picture == f"upload:{upload.key}"
    assert upload.width == upload.height == 256
    post = opening(cast.viewer("alice"))
    browser_of("chloe").post(f"/posts/{post.id}/likes")
    for page in (f"/badges/{rule.id}", "/members/alice", f"/topics/{post.topic_id}"):
        assert f"/uploads/{upload.key}" in guest.get(page, follow_redirects=True).text, page
    answer = guest.get(f"/uploads/{upload.key}", follow_redirects=True)
    assert answer.content_type == "image/webp"
    assert answer.data != original


def test_what_is_no_picture_is_refused_beside_it_and_what_was_typed_is_kept(browser_of: BrowserOf) -> None:
    answer = browser_of("dana").post("/admin/badges/new", data=sent(b"<svg onload=alert(1)>", "x.svg"))
    assert answer.status_code == 422
    assert 'id="file-errors"' in answer.text
    assert "For what many like." in answer.text
    assert db.session.query(Upload).count() == 0


def test_the_picture_of_a_rule_is_not_cleared_away(browser_of: BrowserOf) -> None:
    browser_of("dana").post("/admin/badges/new", data=sent(picture("PNG", (300, 300))))
    with write_transaction():
        db.session.query(Upload).update({"created_at": clock.now() - timedelta(days=30)})
    forget_unused()
    assert db.session.query(Upload).count() == 1
