"""Accessibility rules, run inside the page. The file is evaluated: the site's policy lets no other script in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
ON_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that may come out otherwise in the other colour scheme, and in no other language."""
ONLY_ASKED = {"target-size": {"enabled": True}}
"""Rules of WCAG 2.2 that axe applies only where it is asked to: 24 pixels for whatever is pressed (2.5.8)."""


def bring_axe(context: BrowserContext) -> BrowserContext:
    """Let each page of `context` begin with axe: half a megabyte is then sent once, and read once."""
    context.add_init_script(AXE)
    return context


def findings(page: Page, rules: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """Return one line for each place on `page` that breaks a rule of WCAG 2.2 AA or of good practice.

    With `rules`, only those are looked at; `without` some, all others.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    else:
        options["rules"] = ONLY_ASKED | {rule: {"enabled": False} for rule in without}
    violations = page.evaluate(
        "(options) => axe.run(document, options).then((result) => result.violations)", options
    )
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    ]


def in_both_schemes(page: Page) -> list[str]:
    """Return what breaks a rule in the colour scheme in which the page stands, and a rule on colours in the other.

    It stays in the other one: changing back would only be one more drawing of the page.
    """
    found = findings(page)
    other = "light" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "dark"
    page.emulate_media(color_scheme=other, reduced_motion="reduce")
    return found + [f"in {other}: {line}" for line in findings(page, rules=ON_COLOURS)]


NARROWEST = 320
"""The width that WCAG 2.2 asks a page to fit into, in CSS pixels (1.4.10)."""


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open, in light, in dark, and with its width."""
    return in_both_schemes(page) + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Return a line if the page does not fit."""
    return [] if fits(page) else ["it is wider than the narrowest screen"]


def fits(page: Page) -> bool:
    """Whether a page shows all of itself on the narrowest screen without being moved sideways."""
    usual = page.viewport_size
    assert usual is not None
    if usual["width"] == NARROWEST:
        return _width(page) <= NARROWEST
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    width = _width(page)
    page.set_viewport_size(usual)
    return width <= NARROWEST


def _width(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width
