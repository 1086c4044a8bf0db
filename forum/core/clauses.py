"""Places in a legal text that others point to: `{#kindness}` in its source is the place `#kindness` of its page."""

from __future__ import annotations

import re

_MARK = re.compile(r"\{#([a-z][a-z0-9-]{0,39})\}")


def with_places(html: str) -> str:
    """Return rendered, sanitised HTML with a place for each mark, the first of a name; a mark holds letters only."""
    seen: set[str] = set()

    def place(match: re.Match[str]) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return f'<span class="clause" id="{match[1]}"></span>'

    return _MARK.sub(place, html)


def clauses_in(source: str) -> list[str]:
    """Return the names of the places that a text marks, in its order."""
    return list(dict.fromkeys(_MARK.findall(source)))
