"""Quotes that link back: a block quote whose first line says whose words these are and where they stand.

    > [@anna wrote](/posts/123):
    >
    > Two minutes less, and it stays moist.

Plain Markdown anywhere else, machine-readable here. The words in the link are free ("a écrit", "schrieb").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from forum.core.markup.context import QuoteRef

ATTRIBUTION = re.compile(r"\[(@([^\W_][\w.-]{0,39})[^\]\n]{0,80})\]\(/posts/([0-9]{1,9})\):[ \t]*")
"""Nine digits: a number that no post can have makes no quote."""

_LIST_MARKS = re.compile(r"[^>\s]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it stands in a source.

    Attributes:
        ref: what it quotes, and whom.
        label: the words of its first line.
        prefix: what a further line of the same quote starts with.
        body: first and last offset of each line after the attribution, without the prefix.
    """

    ref: QuoteRef
    label: str
    prefix: str
    body: tuple[tuple[int, int], ...]


def attribution(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: the first line of a block quote, if it says whose words follow."""
    opened = state.tokens[-1] if state.tokens else None
    if silent or opened is None or opened.type != "blockquote_open" or state.is_code_block(start):
        return False
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    match = ATTRIBUTION.match(state.src, first, last)
    if match is None:
        return False
    lines = [(state.bMarks[number], state.eMarks[number]) for number in range(start, end)]
    line_start = state.src.rfind("\n", 0, first) + 1
    quote = Quote(
        ref=QuoteRef(int(match[3]), match[2]),
        label=match[1],
        prefix=_LIST_MARKS.sub(" ", state.src[line_start:first]),
        body=((match.end(), last), *lines[1:]),
    )
    opened.meta.update(quote=quote, first_line=start)
    state.push("quote_source", "p", 0).meta["quote"] = quote
    _rest_of_line(state, match.end(), last)
    state.line = start + 1
    return True


def _rest_of_line(state: StateBlock, first: int, last: int) -> None:
    """Make a paragraph of what stands behind the attribution, so that it belongs to the quote and not to its head."""
    if state.src[first:last].strip():
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = state.src[first:last].strip(), []
        state.push("paragraph_close", "p", -1)


def quote_at(token: Token) -> Quote | None:
    """Return the quote that `token` opens, if it opens one that says whose words it holds."""
    return cast("Quote | None", token.meta.get("quote")) if token.type == "blockquote_open" else None


def quotes_among(tokens: Sequence[Token], source: str) -> list[Quote]:
    """Return the quotes in the order in which they open, bodies trimmed to their first and last line with text.

    A line that merely looks as if it continued the quote (a lazy one behind the attribution) is not part of it.
    """
    found = []
    for token in tokens:
        quote = quote_at(token)
        if quote is None or token.map is None:
            continue
        body = list(quote.body[: token.map[1] - cast("int", token.meta["first_line"])])
        while body and not source[slice(*body[-1])].strip():
            body.pop()
        while body and not source[slice(*body[0])].strip():
            body.pop(0)
        found.append(Quote(quote.ref, quote.label, quote.prefix, tuple(body)))
    return found
