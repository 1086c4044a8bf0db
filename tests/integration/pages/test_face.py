"""The brand's face: the team tries it out, then everybody sees it; what cannot be read is refused."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.policy import Invalid
from forum.core.settings import get_setting
from forum.pages.face import DRAFT, Face, Link, published_face
from forum.pages.operations.face import publish_face, try_out
from forum.pages.palette import Colours
from tests.houses import SQLITE

BrowserOf = Callable[[str], FlaskClient]
FONT = (Path(__file__).parents[3] / "static/fonts/figtree-latin.woff2").read_bytes()
VIOLET = Colours("#f7f3ff", "#241a3a", "#6a2fd0")

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.parametrize("house", [SQLITE], indirect=True)]


@pytest.fixture
def dana(browser_of: BrowserOf) -> FlaskClient:
    return browser_of("dana")


def look(**changed: Any) -> dict[str, Any]:
    """Return what the form sends."""
    sent = {"name": "Potluck", "paper": "#fffcf6", "ink": "#2b1a14", "accent": "#b0341a"}
    return {**sent, "display": "vollkorn", "text": "figtree", **changed}


def tried(cast: SimpleNamespace, face: Face) -> None:
    with write_transaction():
        try_out(face, actor=cast.viewer("dana"), now=clock.now())


def published(cast: SimpleNamespace, face: Face) -> None:
    tried(cast, face)
    with write_transaction():
        publish_face(actor=cast.viewer("dana"), now=clock.now())


def test_only_the_team_sees_a_draft_until_it_is_published(
    dana: FlaskClient, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana.post("/admin/face", data=look(name="Maison Violette", accent="#6a2fd0"))
    others = [browser_of("alice").get("/").text, guest.get("/").text, guest.get("/brand.css").text]
    for page in others:
        assert "Maison Violette" not in page and "6a2fd0" not in page
        assert "You are looking at a draft" not in page
    for handle in ("dana", "bruno"):
        page = browser_of(handle).get("/").text
        assert "Maison Violette" in page and "You are looking at a draft" in page
    dana.post("/admin/face/publishing")
    assert "Maison Violette" in guest.get("/").text
    assert "--brand-accent: #6a2fd0;" in guest.get("/brand.css").text
    assert "You are looking at a draft" not in dana.get("/").text


def test_a_draft_is_dropped(dana: FlaskClient) -> None:
    dana.post("/admin/face", data=look(name="Maison Violette"))
    dana.post("/admin/face/discarding")
    assert "Maison Violette" not in dana.get("/").text
    dana.post("/admin/face/publishing")
    assert get_setting("site.name") == "Potluck"


def test_a_faint_colour_is_refused_with_the_nearest_that_passes(dana: FlaskClient) -> None:
    refused = dana.post("/admin/face", data=look(accent="#ff8800"))
    assert refused.status_code == 422
    assert "Too faint: 2.1 to 1 where 4.5 is needed. The nearest that passes is #a75700." in refused.text
    assert "You are looking at a draft" not in dana.get("/").text
    dana.post("/admin/face", data=look(accent="#ff8800", use="nearest"))
    assert get_setting(DRAFT)["colours"]["accent"] == "#a75700"


def test_the_style_sheet_holds_tokens_only(cast: SimpleNamespace, guest: FlaskClient) -> None:
    published(cast, Face(name="Potluck", colours=VIOLET, display="system-serif"))
    css = guest.get("/brand.css").text
    assert css.startswith(":root {\n") and css.count("{") == 1
    assert all(line.startswith("  --brand-") for line in css.splitlines()[1:-1])


def test_a_font_of_the_brand_s_own_is_checked_by_content_and_served(
    dana: FlaskClient, guest: FlaskClient
) -> None:
    refused = dana.post("/admin/face", data=look(font=(BytesIO(b"<svg>"), "brand.woff2")))
    assert (refused.status_code, "This is not a WOFF2 font" in refused.text) == (422, True)
    dana.post("/admin/face", data=look(font=(BytesIO(FONT), "Brume Sans.woff2")))
    (name,) = get_setting(DRAFT)["fonts"]
    dana.post("/admin/face", data=look(text=name))
    address = f"/brand/fonts/{name}.woff2"
    assert (dana.get(address).data, guest.get(address).status_code) == (FONT, 404)
    dana.post("/admin/face/publishing")
    served = guest.get(address)
    assert (served.data, served.content_type) == (FONT, "font/woff2")
    assert address in guest.get("/brand.css").text and address in guest.get("/").text


def test_logo_and_icon_are_shown_and_icons_made_from_them(dana: FlaskClient, guest: FlaskClient) -> None:
    file = BytesIO()
    Image.new("RGB", (300, 100), "#0055aa").save(file, "PNG")
    dana.post("/admin/face", data=look(logo=(BytesIO(file.getvalue()), "logo.png")))
    dana.post("/admin/face/publishing")
    assert 'width="132" height="44"' in guest.get("/").text
    small = Image.open(BytesIO(guest.get("/brand/icons/192.png").data)).convert("RGB")
    assert small.size == (192, 192)
    red, green, blue = (band.getpixel((96, 96)) for band in small.split())
    assert (red, green, blue) == pytest.approx((0, 85, 170), abs=12)
    manifest = guest.get("/manifest.webmanifest")
    assert [icon["sizes"] for icon in manifest.json["icons"]] == ["192x192", "512x512", "512x512"]
    for icon in manifest.json["icons"]:
        assert guest.get(icon["src"]).content_type == "image/png"


def test_blocks_stand_in_the_brand_s_order(cast: SimpleNamespace, dana: FlaskClient) -> None:
    everything = ["news", "live", "words", "latest", "liked", "questions", "newcomers", "categories"]
    sent = {"block": everything, "on": ["words", "latest", "newcomers"], "words-en": "Bring a **spoon**."}
    dana.post("/admin/face/home", data={**sent, "move": "down:words"})
    page = dana.get("/").text
    assert page.index('id="home-latest"') < page.index("Bring a <strong>spoon</strong>.")
    assert 'id="home-shelves"' not in page and 'id="home-members"' in page
    dana.post("/admin/face/home", data=sent)
    page = dana.get("/").text
    assert page.index("Bring a <strong>spoon</strong>.") < page.index('id="home-latest"')


def test_the_menu_is_the_brand_s(dana: FlaskClient, guest: FlaskClient) -> None:
    sent = {
        "menu-row": ["1", "2", "3"],
        "menu-1-to": "discussions.latest",
        "menu-2-to": "discussions.tags",
        "menu-2-on": "y",
        "menu-3-to": "https://shop.example/",
        "menu-3-on": "y",
        "menu-3-en": "Shop",
        "menu-3-fr": "Boutique",
        "move": "up:menu-3",
    }
    assert dana.post("/admin/face/links", data=sent).status_code == 303
    dana.post("/admin/face/publishing")
    menu = guest.get("/").text.partition('class="masthead-nav"')[2].partition("</nav>")[0]
    assert "/latest" not in menu
    assert menu.index(">Shop<") < menu.index("/tags")
    assert ">Boutique<" in guest.get("/", headers={"Accept-Language": "fr"}).text


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example", "http://plain.example", "/\\evil", "https://a b", "data:,x"],
)
def test_an_address_that_could_mislead_is_refused(cast: SimpleNamespace, address: str) -> None:
    with pytest.raises(Invalid):
        tried(cast, Face(name="Potluck", menu=(Link(address, True, {"en": "x"}),)))


def test_members_shape_nothing(browser_of: BrowserOf) -> None:
    for path in ("/admin/face", "/admin/face/home", "/admin/face/links"):
        assert browser_of("alice").get(path).status_code == 403
    assert browser_of("bruno").post("/admin/face/publishing").status_code == 403


def test_publishing_is_on_record_and_the_name_is_the_house_s(cast: SimpleNamespace) -> None:
    published(cast, Face(name="Maison Violette", colours=VIOLET))
    assert (get_setting("site.name"), published_face().colours) == ("Maison Violette", VIOLET)


def test_the_imprint_is_linked_once_it_is_written(browser_of: BrowserOf, guest: FlaskClient) -> None:
    before = "/imprint" in guest.get("/").text
    emil = browser_of("emil")
    texts = {key: texts for key, texts in (("site_imprint_en", "## Who we are"),)}
    emil.post("/admin/settings/legal", data=texts)
    assert (before, "/imprint" in guest.get("/").text) == (False, True)
    assert "Who we are" in guest.get("/imprint").text
