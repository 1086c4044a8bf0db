"""`make shots`: pictures of every key page of the demo community, on a telephone and a desk, in light and dark."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from config import Config
from forum.core.clock import clock
from forum.core.database import db
from forum.core.outbox import drain
from forum.demo.loading import is_wanted, load_demo
from forum.demo.sign_ins import ROLES
from forum.factory import create_app
from tests.browser.conftest import ARGUMENTS, WIDTHS, Quiet, free_port
from tests.browser.key_pages import KeyPage, key_pages
from tests.browser.visitors import browser_for
from tests.parts import CHROMIUM

SHOTS = Path(__file__).resolve().parents[2] / "shots"
SCHEMES = ("light", "dark")


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
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app
    server.shutdown()
    thread.join()


def take(chromium: Browser, app: Flask, page: KeyPage, person: str, language: str) -> None:
    """Take all pictures of one page as one person sees it."""
    for scheme, (device, width) in product(SCHEMES, WIDTHS.items()):
        context = browser_for(
            chromium,
            app,
            ROLES.get(person),
            color_scheme=scheme,
            locale=language,
            viewport={"width": width, "height": 800},
        )
        shown = context.new_page()
        shown.goto(page.path)
        shown.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        shown.wait_for_load_state("networkidle")
        shown.evaluate("window.scrollTo(0, 0)")
        shown.screenshot(path=SHOTS / f"{page.name}-{person}-{device}-{scheme}.png", full_page=True)
        context.close()


def main() -> None:
    """Take the pictures of all pages, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help="names of pages; all without any")
    parser.add_argument(
        "--data-dir", type=Path, help="a folder with the demo community, to be kept and used again"
    )
    parser.add_argument("--language", default="en-GB")
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
            for page in wanted:
                for person in page.people:
                    take(chromium, app, page, person, asked.language)
                    print(f"{page.name} as {person}", flush=True)
            chromium.close()


if __name__ == "__main__":
    main()
