"""Mails wear the brand's published face, and say the same in plain text."""

from __future__ import annotations

import re
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.mail import Mail, mail_from_template
from forum.core.settings import set_setting
from forum.core.storage import current_storage
from forum.pages.face import Face
from forum.pages.operations.face import publish_face, try_out
from forum.pages.palette import Colours
from forum.uploads.operations import file_name
from tests.houses import SQLITE

VIOLET = Colours("#f7f3ff", "#241a3a", "#6a2fd0")
CODE = {"code": "4831 7702", "token": "t", "name": "Ada"}
PLAIN: dict[str, dict[str, Any]] = {
    "accounts/confirm": {**CODE, "endpoint": "accounts.confirm_by_link"},
    "accounts/reset": {**CODE, "endpoint": "accounts.reset_by_link"},
    "accounts/already_known": {},
    "accounts/notice": {"what": "password-changed", "name": "Ada"},
    "moderation/notice": {
        "what": "receipt", "address": "http://x/notices/t", "answer": None,
        "report": SimpleNamespace(contact_name="Ada", address="http://x/topics/3", state="open"),
    },
}  # fmt: skip

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.parametrize("house", [SQLITE], indirect=True)]


def written(template: str = "accounts/already_known", language: str = "en") -> Mail:
    return mail_from_template("ada@example.org", "Salt", template, language, **PLAIN[template])


def shown(cast: SimpleNamespace, face: Face, *, published: bool) -> None:
    with write_transaction():
        try_out(face, actor=cast.viewer("dana"), now=clock.now())
    if published:
        with write_transaction():
            publish_face(actor=cast.viewer("dana"), now=clock.now())


def test_a_mail_wears_what_is_published_and_nothing_that_is_tried_out(
    app: Flask, cast: SimpleNamespace
) -> None:
    face = Face(name="Violette", colours=VIOLET)
    shown(cast, face, published=False)
    assert "#6a2fd0" not in written().html and "Violette" not in written().html
    shown(cast, face, published=True)
    html = written().html
    assert "background: #6a2fd0" in html and ">Violette<" in html
    assert "@media (prefers-color-scheme: dark)" in html


def test_the_logo_comes_as_a_picture_that_every_mail_reader_knows(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    assert guest.get("/brand/logo.png").status_code == 404
    file = BytesIO()
    Image.new("RGBA", (900, 300), "#6a2fd0").save(file, "WEBP")
    current_storage().put(file_name("k" * 22, "full"), file.getvalue())
    shown(cast, Face(name="Violette", logo="k" * 22, logo_width=132), published=True)
    (address,) = re.findall(
        r'<img class="logo" src="http://127.0.0.1:8000([^"]+)" alt="Violette"', written().html
    )
    answer = guest.get(address)
    picture = Image.open(BytesIO(answer.data))
    assert (picture.format, picture.size) == ("PNG", (264, 88))
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_says_the_same_in_plain_text(app: Flask, language: str) -> None:
    with write_transaction():
        set_setting("site.imprint", {"en": "Ada Ltd."})
    for template, context in PLAIN.items():
        mail = written(template, language)
        assert "<" not in mail.text and "\n\n\n" not in mail.text, template
        assert mail.text.endswith(": http://127.0.0.1:8000/imprint\n"), template
        assert "\n-- \nPotluck\nhttp://127.0.0.1:8000/\n" in mail.text, template
        links = set(re.findall(r'href="([^"]+)"', mail.html))
        assert all(link in mail.text for link in links), template
        assert f'<html lang="{language}">' in mail.html
        said: Any = context.get("code", "")
        assert said in mail.text and said in mail.html
