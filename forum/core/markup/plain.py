"""Plain text of a parsed text, and short extracts of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from forum.core.markup.parser import TooDense, normalise, parse

HEAD = 6
"""How many times as long as its beginning a source is read: before the writer's own words it may quote others."""

_SPACE = re.compile(r"\s+")
_LINE_ENDS = frozenset({"inline", "fence", "code_block", "hr"})


def text_of(tokens: Sequence[Token]) -> str:
    """Return the words of parsed blocks, one block a line, without quoted and without covered text.

    What pictures show comes last: it can be found by searching, and an extract begins with the writer's own words.
    """
    lines: list[str] = []
    shown: list[str] = []
    quoted = covered = 0
    for token in tokens:
        if token.type in ("blockquote_open", "blockquote_close") and (quoted or "quote" in token.meta):
            quoted += token.nesting
        elif token.type.startswith("container_spoiler"):
            covered += token.nesting
        elif not quoted and not covered and token.type in _LINE_ENDS:
            lines.append(_words(token.children, shown) if token.type == "inline" else token.content)
    return "\n".join(line for line in (_SPACE.sub(" ", line).strip() for line in lines + shown) if line)


def inline_text(tokens: Sequence[Token] | None) -> str:
    """Return the words of running text, without covered ones."""
    return _words(tokens, None)


def _words(tokens: Sequence[Token] | None, shown: list[str] | None) -> str:
    """Return the words of running text. What its pictures show is put into `shown`, or stands where they do."""
    words, covered = [], 0
    for token in tokens or ():
        if token.type in ("spoiler_open", "spoiler_close"):
            covered += token.nesting
            words.append("…" if token.nesting > 0 else "")
        elif covered:
            continue
        elif token.type == "image":
            (words if shown is None else shown).append(inline_text(token.children))
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        else:
            words.append(token.content)
    return "".join(words)


def beginning(source: str, length: int) -> str:
    """Return the first words of a source on one line, at most `length` characters, without quoted and covered ones.

    Only the head of the source is read: a list of many long texts costs as little as one of short ones.
    """
    try:
        return excerpt(text_of(parse(normalise(source[: length * HEAD]))), length)
    except TooDense:
        return ""


def excerpt(text: str, length: int) -> str:
    """Return the beginning of `text` on one line, at most `length` characters, cut between words where possible."""
    line = _SPACE.sub(" ", text[: length * 4 + 200]).strip()
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rfind(" ") if line[length - 1] != " " else len(cut)
    return cut[: at_word if at_word > length // 2 else len(cut)].rstrip(" ,;:.-–—") + "…"
