"""What injections become is put into a real browser, which runs none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Browser

from forum.core.markup.render import render
from forum.core.markup.safelist import first_wall, second_wall
from tests.injections import INJECTIONS

WATCH = """() => {
  window.ran = [];
  for (const name of ["alert", "prompt", "confirm"]) window[name] = (what) => window.ran.push(name);
}"""
SHOW = """(pieces) => {
  for (const html of pieces) {
    const box = document.createElement("div");
    document.body.append(box);
    box.innerHTML = html;
    for (const script of box.querySelectorAll("script")) {
      const live = document.createElement("script");
      live.textContent = script.textContent;
      script.replaceWith(live);
    }
  }
}"""
PROVOKE = """async () => {
  const kinds = ["mouseover", "mouseenter", "focus", "click", "toggle", "load", "error", "input", "animationstart"];
  for (const element of document.body.querySelectorAll("*")) {
    if (element.matches("a")) element.addEventListener("click", (event) => event.preventDefault());
    for (const kind of kinds) element.dispatchEvent(new Event(kind, { cancelable: true }));
  }
  await new Promise((done) => setTimeout(done, 300));
  const handlers = [...document.body.querySelectorAll("*")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith("on")));
  const names = ["href", "src", "action", "formaction", "data"];
  const addresses = [...document.body.querySelectorAll("*")].filter((element) =>
    names.some((name) => /^(javascript|data|vbscript|blob):/i.test(element[name])));
  return { ran: window.ran, handlers, addresses: addresses.map((element) => element.outerHTML) };
}"""


def harm(chromium: Browser, pieces: Iterable[str]) -> dict[str, list[str]]:
    """Return what ran, which handlers are set and which addresses would run, once `pieces` are in a page."""
    context = chromium.new_context(offline=True)
    try:
        page = context.new_page()
        page.evaluate(WATCH)
        page.evaluate(SHOW, list(pieces))
        found: dict[str, list[str]] = page.evaluate(PROVOKE)
        return found
    finally:
        context.close()


@pytest.mark.parametrize("made_by", [first_wall, second_wall, lambda source: render(source).html])
def test_nothing_runs(chromium: Browser, made_by: Callable[[str], str]) -> None:
    assert harm(chromium, map(made_by, INJECTIONS)) == {"ran": [], "handlers": [], "addresses": []}


def test_without_walls_much_would_run(chromium: Browser) -> None:
    dangerous = [
        vector for vector in INJECTIONS if not any(word in vector for word in ("<meta", "<base", "plaintext"))
    ]
    found = harm(chromium, dangerous)
    assert len(found["ran"]) > 50
    assert len(found["handlers"]) > 50
    assert len(found["addresses"]) > 20
