"""What stands in others' texts in place of a member who left: `@former-12`, a name that nobody can take.

A source keeps this form, so that a quote stays a quote; readers see words in its place, and no link. It is put into
stored HTML and plain text at the same time, as it would come out of rendering the source again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

FORMER_HANDLE_PREFIX = "former-"

_BEGINS, _ENDS = r"(?<![^\W_])(?<![@/.-])@", r"(?!-*[^\W_])"
"""No handle has an underscore in it: one beside it is Markdown's."""

_FORM = re.compile(rf"@{FORMER_HANDLE_PREFIX}[0-9]{{1,10}}{_ENDS}")


def is_former(mention: str) -> bool:
    """Whether `mention`, as it was typed with its sign, speaks of somebody who left."""
    return _FORM.fullmatch(mention) is not None


def in_words(text: str, words: str) -> str:
    """Return `text` with `words` wherever it speaks of somebody who left."""
    return _FORM.sub(lambda _: words, text)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return what JSON knows with every text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: each_text(each, change) for key, each in value.items()}
        case list():
            return [each_text(each, change) for each in value]
        case _:
            return value


@dataclass(frozen=True)
class FormerMember:
    """Somebody who leaves, to be struck out of what others wrote.

    Attributes:
        number: what the community keeps of them.
        handles: every name by which they could be mentioned, now and formerly.
        public_url: canonical origin, for links to their page that somebody typed.
        words: what readers see in their place, in the language of a text; None where it has none.
    """

    number: int
    handles: tuple[str, ...]
    public_url: str
    words: Callable[[str | None], str]

    @property
    def traces(self) -> Iterable[str]:
        """What a text that mentions them has in it, in upper or lower case."""
        return [f"{sign}{handle}" for handle in self.handles for sign in ("@", "/members/")]

    def in_source(self, text: str) -> str:
        """Return Markdown that mentions them no longer; what quotes them still does, under the number."""
        return self._strike(text, f"@{self._name}")

    def in_text(self, text: str, language: str | None = None) -> str:
        """Return plain text with words in place of each mention."""
        return self._strike(text, self.words(language))

    def in_html(self, html: str, language: str | None = None) -> str:
        """Return rendered HTML with words in place of each mention and its link."""
        words = escape(self.words(language))
        return self._strike(self._links.sub(lambda _: words, html), words)

    @property
    def _name(self) -> str:
        return f"{FORMER_HANDLE_PREFIX}{self.number}"

    def _strike(self, text: str, instead: str) -> str:
        without = self._mentions.sub(lambda _: instead, text)
        return self._pages.sub(lambda match: f"{match[1]}{self._name}", without)

    @cached_property
    def _any(self) -> str:
        return "|".join(re.escape(handle) for handle in self.handles)

    @cached_property
    def _mentions(self) -> re.Pattern[str]:
        return re.compile(rf"{_BEGINS}(?:{self._any}){_ENDS}", re.IGNORECASE)

    @cached_property
    def _pages(self) -> re.Pattern[str]:
        own = re.escape(self.public_url)
        return re.compile(rf"((?:{own}|(?<![\w./-]))/members/)(?:{self._any}){_ENDS}", re.IGNORECASE)

    @cached_property
    def _links(self) -> re.Pattern[str]:
        attributes = rf'(?=[^>]*class="mention")(?=[^>]*href="/members/(?:{self._any})")'
        return re.compile(rf"<a {attributes}[^>]*>[^<]*</a>", re.IGNORECASE)
