"""A community may be called differently in each language, wherever its name stands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.settings import brand_names
from forum.core.database import write_transaction
from forum.core.mail import mail_from_template
from forum.core.settings import get_setting, set_setting
from tests.houses import SQLITE

NAMES = {"fr": "La Grande Table", "de": "Die lange Tafel"}

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.parametrize("house", [SQLITE], indirect=True)]


def named() -> None:
    with write_transaction():
        set_setting("site.name", "The Long Table")
        set_setting("site.names", NAMES)


@pytest.mark.parametrize(
    ("language", "name"), [("en", "The Long Table"), ("fr", NAMES["fr"]), ("de", NAMES["de"])]
)
def test_pages_devices_and_feeds_say_the_name_of_their_language(
    guest: FlaskClient, language: str, name: str
) -> None:
    named()
    page = guest.get(f"/latest?hl={language}").text
    assert f'<span class="brand-name">{name}</span>' in page
    assert f"· {name}</title>" in page
    assert f'<meta property="og:site_name" content="{name}">' in page
    assert f'href="/manifest.webmanifest?hl={language}"' in page
    manifest: dict[str, Any] = guest.get(f"/manifest.webmanifest?hl={language}").json or {}
    assert (manifest["name"], manifest["lang"]) == (name, language)
    assert name.startswith(manifest["short_name"]) and len(manifest["short_name"]) <= 12
    assert f"<title>{name}</title>" in guest.get(f"/feed.atom?hl={language}").text
    cards = {code: guest.get(f"/card.png?hl={code}").data for code in ("en", "fr", "de")}
    assert len(set(cards.values())) == 3


def test_mails_come_from_the_name_of_their_language(app: Flask) -> None:
    named()
    sent = mail_from_template("a@example.org", "Hallo", "accounts/already_known", "de")
    assert NAMES["de"] in sent.text and f">{NAMES['de']}<" in sent.html
    sender = "no-reply@brand.example"
    assert sent.as_message(sender=sender, message_id="<1@x>")["From"] == f"{NAMES['de']} <{sender}>"
    told = sent.as_message(sender=f"Tavelune <{sender}>", message_id="<1@x>")
    assert told["From"] == f"Tavelune <{sender}>"


def test_the_team_tries_names_out_first(browser_of: Any, guest: FlaskClient, cast: SimpleNamespace) -> None:
    dana = browser_of("dana")
    look = {"name": "The Long Table", "name_de": "Die lange Tafel", "paper": "#fffcf6", "ink": "#2b1a14"}
    look |= {"accent": "#b0341a", "display": "vollkorn", "text": "figtree"}
    refused = dana.post("/admin/face", data=look | {"name_fr": "x" * 61})
    assert (refused.status_code, "Die lange Tafel" in refused.text) == (422, True)
    dana.post("/admin/face", data=look)
    assert "Die lange Tafel" in dana.get("/?hl=de").text
    assert "Die lange Tafel" not in guest.get("/?hl=de").text
    dana.post("/admin/face/publishing")
    assert "Die lange Tafel" in guest.get("/?hl=de").text
    assert get_setting("site.names") == {"de": "Die lange Tafel"}


def test_nobody_takes_the_brand_s_name_in_any_language(app: Flask) -> None:
    named()
    assert set(brand_names()) == {"The Long Table", *NAMES.values()}
