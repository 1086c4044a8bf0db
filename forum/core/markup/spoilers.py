"""Spoilers: `||covered||` inside a line, and a block between `:::spoiler optional title` and `:::`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.container import container_plugin

BAR = "|"
OPEN = "container_spoiler_open"
CLOSE = "container_spoiler_close"


def spoilers(md: MarkdownIt) -> None:
    """Teach `md` both forms."""
    md.inline.add_terminator_char(BAR)
    md.inline.ruler.before("emphasis", "spoiler", _bars)
    md.inline.ruler2.before("emphasis", "spoiler", _pairs)
    container_plugin(md, "spoiler")


def _bars(state: StateInline, silent: bool) -> bool:
    """Inline rule: two bars may open or close a spoiler, by the same rules of whitespace as emphasis."""
    if silent or state.src[state.pos] != BAR:
        return False
    scanned = state.scanDelims(state.pos, True)
    state.push("text", "", 0).content = BAR * scanned.length
    if scanned.length == 2:
        state.delimiters.append(
            Delimiter(
                marker=ord(BAR),
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _pairs(state: StateInline) -> None:
    """Second pass: where bars were balanced, they become an element."""
    lists = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in [state.delimiters, *lists]:
        for opener in delimiters:
            if opener.marker != ord(BAR) or opener.end < 0:
                continue
            _turn(state, opener, "spoiler_open", 1)
            _turn(state, delimiters[opener.end], "spoiler_close", -1)


def _turn(state: StateInline, delimiter: Delimiter, kind: str, nesting: int) -> None:
    token = state.tokens[delimiter.token]
    token.type = kind
    token.tag = "span"
    token.nesting = 1 if nesting > 0 else -1
    token.content = ""
    if nesting > 0:
        token.attrs = {"class": "spoiler", "tabindex": "0"}
