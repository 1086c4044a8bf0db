"""`make shots`: pictures of every key page of the demo community, on a telephone and a desk, in light and dark.

The pages that are seen most are taken in every language. Mails are taken as well.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from config import Config
from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.outbox import drain
from forum.demo.loading import is_wanted, load_demo
from forum.demo.sign_ins import ROLES
from forum.factory import create_app
from tests.browser.busy import Circle, fill_the_lists, open_category
from tests.browser.conftest import ARGUMENTS, WIDTHS, Quiet, free_port
from tests.browser.key_pages import SEEN_MOST, KeyPage, key_pages
from tests.browser.visitors import browser_for
from tests.parts import CHROMIUM

SHOTS = Path(__file__).resolve().parents[2] / "shots"
SCHEMES = ("light", "dark")
FRIEND = "graham-p"
ALL_SEEN = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  const shown = [...document.images].filter((image) => image.checkVisibility());
  await Promise.all(shown.map((image) => image.decode().catch(() => {})));
  scrollTo(0, 0);
}"""
"""Pictures that are loaded when they come into sight; those that are folded away never do."""


@contextmanager
def demo(data_dir: Path) -> Iterator[Flask]:
    """Serve the demo community from `data_dir`, filling it first where it is empty."""
    port = free_port()
    app = create_app(Config.from_environ({"DATA_DIR": str(data_dir), "PORT": str(port)}))
    with app.app_context():
        db.create_all()
        if is_wanted():
            load_demo(data_dir, clock.now())
            drain()
            circle = Circle(ROLES["member"], FRIEND, ROLES["moderator"])
            fill_the_lists(circle, open_category(), clock.now())
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app
    server.shutdown()
    thread.join()


def take(shown: Page, path: str, name: str) -> None:
    """Take all pictures of one page."""
    if path:
        shown.goto(path)
    for (device, width), scheme in product(WIDTHS.items(), SCHEMES):
        shown.set_viewport_size(ViewportSize(width=width, height=800))
        shown.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # one of two
        shown.evaluate(ALL_SEEN)
        shown.screenshot(path=SHOTS / f"{name}-{device}-{scheme}.png", full_page=True)


def take_pages(chromium: Browser, app: Flask, pages: Iterable[KeyPage], language: str) -> None:
    """Take the pictures of `pages` as everybody sees them who looks at them."""
    speak(app, language)
    mark = "" if language == "en" else f"-{language}"
    for person in ("guest", *ROLES):
        context = browser_for(chromium, app, ROLES.get(person), locale=language)
        shown = context.new_page()
        for page in pages:
            if person in page.people:
                take(shown, page.path, f"{page.name}-{person}{mark}")
                print(f"{page.name} as {person}, {language}", flush=True)
        context.close()


def speak(app: Flask, language: str) -> None:
    """Let the demo's own people read the pages in `language`."""
    with app.app_context(), write_transaction():
        db.session.query(Member).filter(Member.handle.in_(ROLES.values())).update({"language": language})


def take_mails(chromium: Browser, folder: Path) -> None:
    """Take the pictures of the mails that were sent, one of each kind of subject."""
    shown = chromium.new_page()
    for file in sorted(folder.glob("*.eml")):
        mail = message_from_bytes(file.read_bytes(), policy=default)
        body = mail.get_body(("html",))
        if body is not None:
            shown.set_content(body.get_content())
            words = "".join(sign if sign.isalpha() else "-" for sign in mail["Subject"].lower())
            take(shown, "", f"mail-{words[:50].strip('-')}")
    shown.close()


def main() -> None:
    """Take the pictures of all pages, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help="names of pages, or `mails`; all without any")
    parser.add_argument(
        "--data-dir", type=Path, help="a folder with the demo community, to be kept and used again"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="take all pages in this language, and no other")
    asked = parser.parse_args()
    if not CHROMIUM:
        sys.exit("Pictures need Chromium: install the package chromium.")
    SHOTS.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="potluck-shots-") as folder, demo(asked.data_dir or Path(folder)) as app:
        with app.app_context():
            pages = key_pages(ROLES["member"])
        wanted = [page for page in pages if not asked.pages or page.name in asked.pages]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for language in [asked.language] if asked.language else LANGUAGES:
                everywhere = bool(asked.language) or language == "en"
                some = [page for page in wanted if everywhere or page.name in SEEN_MOST]
                take_pages(chromium, app, some, language)
            if not asked.pages or "mails" in asked.pages:
                take_mails(chromium, (asked.data_dir or Path(folder)) / "mail")
            chromium.close()


if __name__ == "__main__":
    main()
