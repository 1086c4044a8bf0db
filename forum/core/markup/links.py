"""Bare links: `https://…` and `www.…` in running text, after GitHub's extended autolinks.

See https://github.github.com/gfm/#autolinks-extension-. Mail addresses are left alone: nobody asked for them to be
easier to collect.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_PROTOCOL = re.compile(r"(?:^|[^\w+.-])(https?)$", re.IGNORECASE)
_WWW = re.compile(r"(?:^|[^\w/@.-])(www)$", re.IGNORECASE)
_REST = re.compile(r"(?:://|\.)[^\W_][^\s<>`|\\]{0,1900}")
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};$")
_TRAILING = "?!.,:;*_~'\"]"


def bare_link(state: StateInline, silent: bool) -> bool:
    """Inline rule: looks back for `http`, `https` or `www` when it meets `://` or a dot."""
    sign = state.src[state.pos]
    if sign not in ":." or silent or state.linkLevel > 0:
        return False
    start = (_PROTOCOL if sign == ":" else _WWW).search(state.pending[-9:])
    rest = _REST.match(state.src, state.pos, state.posMax) if start else None
    if start is None or rest is None or (sign == ":") != rest.group().startswith("://"):
        return False
    tail = _without_trailing_signs(rest.group())
    shown = start.group(1) + tail
    address = state.md.normalizeLink(shown if sign == ":" else f"https://{shown}")
    if (sign == "." and "." not in tail[1:]) or not state.md.validateLink(address):
        return False
    state.pending = state.pending[: -len(start.group(1))]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": address}
    token.info = "auto"
    state.push("text", "", 0).content = state.md.normalizeLinkText(shown)
    state.push("link_close", "a", -1).info = "auto"
    state.pos += len(tail)
    return True


def _without_trailing_signs(text: str) -> str:
    """Drop what ends the sentence rather than the address; brackets stay while they come in pairs."""
    surplus = text.count(")") - text.count("(")
    end = len(text)
    while end:
        sign = text[end - 1]
        entity = _ENTITY.search(text, max(0, end - 34), end) if sign == ";" else None
        if entity:
            end = entity.start()
        elif sign in _TRAILING:
            end -= 1
        elif sign == ")" and surplus > 0:
            end -= 1
            surplus -= 1
        else:
            break
    return text[:end]
