"""Compares Potluck's Markdown with the examples of the CommonMark specification and writes docs/commonmark.md.

    python -m scripts.commonmark ../shared/data/commonmark.json > docs/commonmark.md

HTML is compared after normalisation, as the specification's own tests do it: order of attributes, entities, empty
elements with or without a slash and white space around blocks make no difference.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from forum.core.markup.render import render

BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr td th div details".split()
)
WITHOUT_HTML = MarkdownIt("commonmark", {"html": False})

HEAD = """\
# CommonMark, and where Potluck differs

Of the {all} examples of CommonMark 0.31.2, {same} come out as the specification shows them and {other} differ,
each for one of {reasons} reasons, all of them meant. HTML is compared after normalisation (order of attributes,
entities, white space around blocks). This page is written by `scripts/commonmark.py`; a test keeps it true.
"""

TAIL = """\
## The same HTML, shown otherwise

* Headings keep their level in the stored HTML; pages move them below their own title (`nest_headings`).
* A single line end stays a line end in the HTML, as specified; the style sheet shows it as a line break, because
  that is what people who press Enter expect.

## Beyond CommonMark

Tables and strikethrough as on GitHub (at most 20 columns and 100 rows), `@handle`, `:cake:`, `||spoiler||` and
`:::spoiler`, quotes that link back, link cards. Blocks nest 20 deep. A text of more than 50,000 characters, or denser
in markup than any real one, is shown as it was typed.
"""

REASONS = {
    "raw HTML": "Raw HTML is off. What looks like a tag is shown as text, and Markdown in it is Markdown.",
    "images": "Only the community's own uploads are shown as images. Any other image becomes a link to it, or its "
    "words where it already stands inside a link: a picture from elsewhere would tell its owner who reads what.",
    "schemes": "Links lead to http, https and mailto addresses and to pages of this site. Others stay text.",
    "bare links": "Addresses that begin with http://, https:// or www. become links without brackets around them.",
    "rel": 'Links that leave the community carry `rel="nofollow ugc noopener"`.',
}


class _Normal(HTMLParser):
    """Turns HTML into a list of events that are equal where a browser shows the same."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[str, ...]] = []
        self._text = ""
        self._pre = 0

    def flush(self, *, at_block: bool) -> None:
        text = self._text if self._pre else re.sub(r"\s+", " ", self._text)
        after_block = not self.events or self.events[-1][0] == "block"
        if not self._pre and after_block:
            text = text.lstrip()
        if not self._pre and at_block:
            text = text.rstrip()
        if text:
            self.events.append(("text", text))
        self._text = ""

    def _tag(self, shown: str, tag: str, attrs: Iterable[tuple[str, str | None]] = ()) -> None:
        self.flush(at_block=tag in BLOCKS)
        self.events.append(
            ("block" if tag in BLOCKS else "inline", shown, *sorted(f"{k}={v}" for k, v in attrs))
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(f"<{tag}>", tag, attrs)
        self._pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(f"<{tag}>", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._tag(f"</{tag}>", tag)
        self._pre -= tag == "pre"

    def handle_data(self, data: str) -> None:
        self._text += data


def normal(html: str) -> list[tuple[str, ...]]:
    """Return `html` in a form that is equal for HTML that means the same."""
    reader = _Normal()
    reader.feed(html)
    reader.close()
    reader.flush(at_block=True)
    return reader.events


def differences(examples: list[dict[str, Any]]) -> dict[int, str]:
    """Return the numbers of the examples that come out otherwise, each with a key of `REASONS` ("" if none fits)."""
    found = {}
    for example in examples:
        ours = render(example["markdown"]).html
        if normal(ours) != normal(example["html"]):
            found[example["example"]] = _reason(example["markdown"], example["html"], ours)
    return found


def _reason(markdown: str, theirs: str, ours: str) -> str:
    without_rel = ours.replace(' rel="nofollow ugc noopener"', "")
    if normal(without_rel) == normal(theirs):
        return "rel"
    if "<img" in theirs and "![" in markdown:
        return "images"
    unlinked = re.sub(r'<a href="[^"]*">((?:https?://|www\.)[^<]*)</a>', r"\1", without_rel)
    if normal(unlinked) == normal(theirs):
        return "bare links"
    if re.fullmatch(r"<[a-z+-]+:[^>]*>\n", markdown):
        return "schemes"
    return "raw HTML" if normal(WITHOUT_HTML.render(markdown)) == normal(ours) else ""


def _listed(numbers: list[int]) -> str:
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def page(examples: list[dict[str, Any]]) -> str:
    """Return docs/commonmark.md."""
    found = differences(examples)
    head = HEAD.format(
        all=len(examples), same=len(examples) - len(found), other=len(found), reasons=len(REASONS)
    )
    parts = [head]
    for key, meaning in REASONS.items():
        numbers = [number for number, reason in found.items() if reason == key]
        parts.append(
            f"## {key[0].upper()}{key[1:]}: {len(numbers)}\n\n{meaning}\n\nExamples {_listed(numbers)}.\n"
        )
    return "\n".join([*parts, TAIL])


if __name__ == "__main__":
    sys.stdout.write(page(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
