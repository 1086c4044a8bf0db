"""The brand brings a picture of its own for a badge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.badges.models import BadgeRule
from forum.badges.pictures import picture_of
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


def test_each_language_may_have_a_picture_of_its_own(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana = browser_of("dana")
    names = {"names-fr": "Bien-aimé", "picture-de": "lamp"}
    chosen = {**TYPED, **names, "first": "1", "second": "", "file-fr": (BytesIO(picture("PNG")), "fr.png")}
    assert dana.post("/admin/badges/new", data=chosen).status_code == 303
    rule, upload = db.session.query(BadgeRule).one(), db.session.query(Upload).one()
    assert (rule.picture, rule.pictures) == ("heart", {"fr": f"upload:{upload.key}", "de": "lamp"})
    post = opening(cast.viewer("alice"))
    browser_of("chloe").post(f"/posts/{post.id}/likes")
    shown = {"en": picture_of("heart"), "fr": f"/uploads/{upload.key}", "de": picture_of("lamp")}
    topic = guest.get(f"/topics/{post.topic_id}").location
    for page in (f"/badges/{rule.id}", "/badges", "/members/alice", topic):
        for language, address in shown.items():
            text = guest.get(f"{page}?hl={language}").text
            assert address in text, (page, language)
            assert not [other for other in shown.values() if other != address and other in text]
    form = dana.get(f"/admin/badges/{rule.id}").text
    assert form.count("<details open>") == 2
    kept = {**TYPED, **names, "first": "1", "second": "", "picture-fr": f"upload:{upload.key}"}
    dana.post(f"/admin/badges/{rule.id}", data=kept)
    with write_transaction():
        db.session.query(Upload).update({"created_at": clock.now() - timedelta(days=30)})
    forget_unused()
    assert db.session.query(Upload).count() == 1
    dana.post(f"/admin/badges/{rule.id}", data={**kept, "picture-fr": "", "picture-de": ""})
    db.session.rollback()
    assert db.session.query(BadgeRule).one().pictures == {}


def test_the_preview_shows_how_it_looks_in_each_language(browser_of: BrowserOf) -> None:
    typed = {**TYPED, "names-de": "Beliebt", "picture-de": "lamp"}
    text = browser_of("dana").post("/admin/badges/preview", data=typed).text
    assert (
        text.index(picture_of("heart"))
        < text.index("Beloved")
        < text.index(picture_of("lamp"))
        < text.index("Beliebt")
    )


def test_what_is_wrong_in_one_language_is_said_there(browser_of: BrowserOf) -> None:
    chosen = {**TYPED, "names-fr": "x" * 61}
    page = browser_of("dana").post("/admin/badges/new", data=chosen).text
    assert 'id="names-fr-errors"' in page
    page = browser_of("dana").post("/admin/badges/new", data=sent_in("de", b"<svg/>")).text
    assert 'id="file-de-errors"' in page
    assert db.session.query(Upload).count() == db.session.query(BadgeRule).count() == 0


def sent_in(language: str, content: bytes) -> dict[str, object]:
    return {**TYPED, f"file-{language}": (BytesIO(content), "x.svg")}
