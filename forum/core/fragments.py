"""Parts of pages that are the same for many, made once, with holes for what is one viewer's own.

What a template printed is cut at its holes and kept; at every request the holes are filled, and nothing else is made
again. `forum.core.frame` says who leaves holes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

_EDGE = secrets.token_hex(12)
"""Not guessable, so that nothing a member writes can look like a hole."""
_HOLE = re.compile(rf"{_EDGE}:([a-z.-]+):(\d+);")


def hole(place: str, id: int = 0) -> Markup:
    """Return the mark of a hole, for what `place` shows for the thing `id`."""
    return Markup(f"{_EDGE}:{place}:{id};")  # noqa: S704 - a word of ours and a number


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text with holes: `texts` has one more than `holes`."""

    texts: tuple[str, ...]
    holes: tuple[tuple[str, int], ...]

    @classmethod
    def cut(cls, rendered: str) -> Fragment:
        """Return what a template printed, cut at its holes."""
        parts = _HOLE.split(rendered)
        holes = tuple((place, int(id)) for place, id in zip(parts[1::3], parts[2::3], strict=True))
        return cls(tuple(parts[0::3]), holes)

    def fill(self, show: Callable[[str, int], str]) -> Markup:
        """Return the text with `show(place, id)`, which answers safe HTML, in each hole."""
        parts = [self.texts[0]]
        for (place, id), text in zip(self.holes, self.texts[1:], strict=True):
            parts.append(show(place, id))
            parts.append(text)
        return Markup("".join(parts))  # noqa: S704 - all of it came from templates

    @property
    def size(self) -> int:
        """How much memory it takes, roughly."""
        return sum(len(text) for text in self.texts) + 100 * len(self.holes)


def render_shared(template: str, **shown: Any) -> Markup:
    """Return what `template` makes of `shown` alone: what belongs to one request does not get into it."""
    return Markup(current_app.jinja_env.get_template(template).render(shown))  # noqa: S704 - a template escapes
