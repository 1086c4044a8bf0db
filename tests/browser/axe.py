"""Accessibility rules, run inside the page. The file is evaluated: the site's policy lets no other script in."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()


def findings(page: Page) -> list[str]:
    """Return one line for each place on `page` that breaks a rule of WCAG 2.2 AA or of good practice."""
    page.evaluate(AXE)
    violations = page.evaluate("axe.run(document).then((result) => result.violations)")
    return [
        f"{violation['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    ]
