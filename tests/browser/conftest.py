"""A running house and a browser that looks at it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.visitors import WITHOUT_WORKER
from tests.houses import SQLITE, House, build_house
from tests.parts import CHROMIUM, PARTS

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--no-opt,--no-maglev",  # no page lives long enough to win back what making its code fast costs
]
DRAWS_NOTHING = ["--enable-begin-frame-control", "--run-all-compositor-stages-before-draw"]
"""It draws when it is told to, and nobody tells it."""
WIDTHS = {"telephone": 360, "desk": 1280}


class Quiet(WSGIRequestHandler):
    """Answers without writing a line about each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """A house that answers at `url`."""

    house: House
    url: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A whole application on SQLite, served on a port of its own; empty unless a test fills it."""
    port = free_port()
    with build_house(SQLITE, tmp_path_factory.mktemp("site"), PORT=str(port)) as house:
        house.app.config["WTF_CSRF_ENABLED"] = True
        server = make_server("127.0.0.1", port, house.app, threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(house, f"http://127.0.0.1:{port}")
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What leads the browsers of a worker."""
    PARTS["Chromium"].require()
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser:
        yield browser


@pytest.fixture(scope="session")
def undrawn(driver: Playwright) -> Iterator[Browser]:
    """One that lays pages out and never draws them: for what reads a page by rules, and clicks on nothing."""
    with driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + DRAWS_NOTHING) as browser:
        yield browser


@pytest.fixture(autouse=True)
def _nothing_left_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened and left: an open page goes on asking, drawing and taking memory."""
    wanted = [name for name in ("chromium", "undrawn") if name in request.fixturenames]
    browsers: list[Browser] = [request.getfixturevalue(name) for name in wanted]
    before = {context for browser in browsers for context in browser.contexts}
    yield
    for context in {context for browser in browsers for context in browser.contexts} - before:
        context.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Each colour scheme in turn."""
    return str(request.param)


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    """The width of a telephone and of a desk in turn."""
    return WIDTHS[request.param]


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser of its own for one person: nothing kept, nobody signed in."""
    opened = chromium.new_context(
        base_url=site.url,
        viewport={"width": 1280, "height": 800},
        locale="en-GB",
        reduced_motion="reduce",
        service_workers=WITHOUT_WORKER,
    )
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A fresh page of that browser."""
    return context.new_page()
