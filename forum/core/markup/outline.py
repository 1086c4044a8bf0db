"""Headings of a text, fitted into the outline of the page that shows it.

Stored HTML keeps the levels that were written: on its own, in a feed or an answer of the API, they are right.
A page has a title of its own, so there they move down, and jumps (`#` then `####`) close.
See docs/adr/headings-in-posts.md.
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])>")
DEEPEST = 6


def nest_headings(html: str, under: int) -> str:
    """Return sanitised `html` with its headings below a heading of level `under`, no level skipped."""
    if "<h" not in html:
        return html
    above: list[tuple[int, int]] = []
    shown = under + 1

    def moved(match: re.Match[str]) -> str:
        nonlocal shown
        closing, level = match[1], int(match[2])
        if not closing:
            while above and above[-1][0] >= level:
                above.pop()
            shown = min(DEEPEST, (above[-1][1] if above else under) + 1)
            above.append((level, shown))
        return f"<{closing}h{shown}>"

    return _HEADING.sub(moved, html)
