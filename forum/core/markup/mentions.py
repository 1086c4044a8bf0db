"""`@handle` in running text. Whether somebody of that name exists is asked later, once for the whole text."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_HANDLE = re.compile(r"@([^\W_](?:[\w.-]{0,38}\w)?)")
_GLUE = re.compile(r"[\w@/.-]")


def mention(state: StateInline, silent: bool) -> bool:
    """Inline rule: a handle that does not hang on a word, as in an e-mail address, and is not part of a link."""
    if state.src[state.pos] != "@" or state.linkLevel > 0:
        return False
    if state.pos > 0 and _GLUE.match(state.src[state.pos - 1]):
        return False
    match = _HANDLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("mention", "a", 0)
        token.content = match.group()
    state.pos = match.end()
    return True
