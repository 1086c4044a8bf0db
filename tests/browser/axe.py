"""Accessibility rules, run inside the page. The file is evaluated: the site's policy lets no other script in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
ON_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that may come out otherwise in the other colour scheme."""


def findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return one line for each place on `page` that breaks a rule of WCAG 2.2 AA or of good practice.

    With `rules`, only those are looked at.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    violations = page.evaluate(
        "(options) => axe.run(document, options).then((result) => result.violations)", options
    )
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    ]


NARROWEST = 320
"""The width that WCAG 2.2 asks a page to fit into, in CSS pixels (1.4.10)."""


def faults(page: Page, *, in_dark: bool = True) -> list[str]:
    """Return what is wrong with the page that is open: all rules in light, those on colours in dark; and its width.

    Without `in_dark` only in light: of a page that is looked at in several languages the colours are the same.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = findings(page)
    if in_dark:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += findings(page, rules=ON_COLOURS)
    return found if fits(page) else [*found, "it is wider than the narrowest screen"]


def fits(page: Page) -> bool:
    """Whether a page shows all of itself on the narrowest screen without being moved sideways."""
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    width: int = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(usual)
    return width <= NARROWEST
