"""The parsers: CommonMark, and what Potluck adds to it, with limits that keep the work in proportion to the text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from forum.core.markup.addresses import is_allowed
from forum.core.markup.emoji import emoji
from forum.core.markup.links import bare_link
from forum.core.markup.mentions import mention
from forum.core.markup.quotes import attribution
from forum.core.markup.spoilers import spoilers

MAX_NESTING = 20
MAX_COLUMNS = 20
MAX_ROWS = 100
MAX_LINES = 4_000
MAX_BLOCK_TOKENS = 6_000
MAX_SIGNS = 2_500

_SIGNS = re.compile(r"[\n!&*:<>@\[\]\\_`|~]")
_NEWLINES = re.compile(r"\r\n?")
_BLOCK_ENDS = ["paragraph", "reference"]


def normalise(source: str) -> str:
    """Return `source` with plain line ends and without NUL and lone surrogates, as the parsers read it."""
    plain = _NEWLINES.sub("\n", source).replace("\0", "\ufffd")
    return plain.encode("utf-8", "replace").decode("utf-8")


def _limited_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a table of a readable size. Further rows are text again, a wider table is text altogether."""
    if start + 1 < end and state.src.count("|", state.bMarks[start], state.eMarks[start]) > MAX_COLUMNS + 1:
        return False
    return table(state, start, min(end, start + 2 + MAX_ROWS), silent)


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return is_allowed(url)


class TooDense(Exception):
    """So many signs or lines that this cannot be a text. Real posts stay below half of the limits."""


def _refuse_density(state: StateCore) -> None:
    """Core rule between blocks and running text: stop before the costly half. Code does not count."""
    signs = sum(len(_SIGNS.findall(token.content)) for token in state.tokens if token.type == "inline")
    if len(state.tokens) > MAX_BLOCK_TOKENS or signs > MAX_SIGNS:
        raise TooDense


def _make(nesting: int) -> MarkdownIt:
    md = _Markdown("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": nesting})
    md.enable(["table", "strikethrough"])
    md.disable(["html_inline", "html_block"])
    md.block.ruler.at("table", _limited_table, {"alt": _BLOCK_ENDS})
    md.block.ruler.before("table", "attribution", attribution)
    md.inline.add_terminator_char(".")
    md.inline.ruler.before("escape", "bare_link", bare_link)
    md.inline.ruler.before("escape", "emoji", emoji)
    md.inline.ruler.before("escape", "mention", mention)
    spoilers(md)
    return md


_whole = _make(MAX_NESTING)
_whole.core.ruler.after("block", "density", _refuse_density)
_blocks = _make(2 * MAX_NESTING)
_blocks.core.ruler.enableOnly(["normalize", "block"])


def parse(source: str) -> list[Token]:
    """Return the tokens of a whole text.

    Raises:
        TooDense: when parsing it would take long.
    """
    if source.count("\n") > MAX_LINES:
        raise TooDense
    return _whole.parse(source)


def parse_blocks(source: str) -> list[Token]:
    """Return the block tokens only, which is enough to know where quotes stand."""
    return _blocks.parse(source)


def options() -> OptionsDict:
    """Return the options that the renderer shares with the parser."""
    return _whole.options
