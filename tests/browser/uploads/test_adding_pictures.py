"""Pictures by button, paste and drop, in a real browser: made smaller, upright, described, sent again if need be."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from forum.core.clock import clock
from forum.core.database import db
from forum.uploads.models import Upload
from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.cast import CAST
from tests.conversations import shelf
from tests.people import invite_cast, signed_in_client
from tests.pictures import picture

IN_TEXT = re.compile(r"!\[Apple pie\]\(/uploads/[\w-]{22,}\)")
HAND_OVER = """([kind, name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, { type: "image/png" }));
  const text = document.querySelector("textarea[data-images]");
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
  text.dispatchEvent(event);
}"""


@pytest.fixture
def text(page: Page, context: BrowserContext, site: Site) -> Locator:
    """The field of a new topic, in Alice's browser."""
    with site.house.app.app_context():
        site.house.empty()
        invite_cast(CAST, clock.now())
        shelf()
        cookie = signed_in_client(site.house.app, "alice").get_cookie("session", "127.0.0.1")
        db.session.remove()
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site.url}])
    page.goto("/topics/new")
    return page.locator("textarea[data-images]")


def choose(page: Page, data: bytes, name: str = "apple-pie.jpg") -> None:
    """Choose a file by the button."""
    page.locator("[data-picture-input]").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": data}
    )


def uploads(site: Site) -> list[Upload]:
    """Return what was taken in."""
    with site.house.app.app_context():
        return list(db.session.query(Upload).order_by(Upload.id))


def test_a_chosen_picture_stands_in_the_text_and_is_described(page: Page, text: Locator, site: Site) -> None:
    text.fill("My first one:")
    choose(page, picture())
    expect(text).to_have_value(IN_TEXT)
    description = page.get_by_label("What does it show?")
    expect(description).to_have_value("Apple pie")
    description.fill("A [warm] pie")
    description.blur()
    expect(text).to_have_value(re.compile(r"My first one:\s+!\[A \\\[warm\\\] pie\]\(/uploads/"))
    assert uploads(site)[0].alt == "A [warm] pie"


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_pictures_can_be_pasted_and_dropped(page: Page, text: Locator, kind: str) -> None:
    expect(page.get_by_role("button", name="Add pictures")).to_be_visible()
    page.evaluate(HAND_OVER, [kind, "apple-pie.png", b64encode(picture("PNG")).decode()])
    expect(text).to_have_value(IN_TEXT)


def test_a_large_portrait_is_made_smaller_before_it_is_sent_and_stands_upright(
    page: Page, text: Locator, site: Site
) -> None:
    sizes: list[int] = []
    page.on(
        "request",
        lambda request: (
            sizes.append(len(request.post_data_buffer or b"")) if request.method == "POST" else None
        ),
    )
    exif = Image.Exif()
    exif[0x0112] = 6
    noise = Image.effect_noise((1_000, 750), 80).resize((4_000, 3_000)).convert("RGB")
    file = site.house.data_dir / "portrait.jpg"
    noise.save(file, "JPEG", quality=97, exif=exif)
    choose(page, file.read_bytes())
    expect(text).to_have_value(IN_TEXT, timeout=30_000)
    assert [(each.width, each.height) for each in uploads(site)] == [(1_920, 2_560)]
    assert sum(sizes) < file.stat().st_size / 2


def test_a_lost_connection_is_waited_out(
    page: Page, text: Locator, context: BrowserContext, site: Site
) -> None:
    context.set_offline(True)
    choose(page, picture())
    expect(page.get_by_text("apple-pie.jpg waits for the connection.").first).to_be_visible()
    context.set_offline(False)
    expect(text).to_have_value(IN_TEXT, timeout=15_000)
    assert len(uploads(site)) == 1


def test_what_is_no_picture_is_refused_in_words_and_leaves_the_text_alone(page: Page, text: Locator) -> None:
    text.fill("Look")
    choose(page, b"nothing of the kind")
    expect(page.locator(".picture-state")).to_contain_text("This is not a picture")
    assert text.input_value().strip() == "Look"


def test_a_picture_can_be_taken_out_again(page: Page, text: Locator) -> None:
    choose(page, picture())
    expect(text).to_have_value(IN_TEXT)
    page.get_by_role("button", name="Take this picture out of the text").click()
    assert text.input_value().strip() == ""
    expect(page.locator(".picture-item")).to_have_count(0)


def test_the_tools_break_no_rule_of_accessibility(page: Page, text: Locator, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    choose(page, picture())
    expect(text).to_have_value(IN_TEXT)
    page.locator(".picture-thumb").evaluate("(image) => image.decode()")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_form_does(
    site: Site, text: Locator, context: BrowserContext, page: Page
) -> None:
    plain = context.browser.new_context(java_script_enabled=False, base_url=site.url)  # type: ignore[union-attr]  # has one
    plain.add_cookies(context.cookies())  # type: ignore[arg-type]  # what it gives, it takes
    other = plain.new_page()
    other.goto("/topics/new")
    expect(other.get_by_role("button", name="Add pictures")).to_be_hidden()
    other.get_by_role("link", name="Add a picture").evaluate("(link) => link.removeAttribute('target')")
    other.get_by_role("link", name="Add a picture").click()
    other.get_by_label("Picture").set_input_files(
        {"name": "rye.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    other.get_by_role("button", name="Add the picture").click()
    expect(other.get_by_label("Paste this into your post")).to_have_value(re.compile(r"!\[Rye\]\(/uploads/"))
    plain.close()
