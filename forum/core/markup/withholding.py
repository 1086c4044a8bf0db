"""A source that quotes a hidden post, as it may be shown: without the quoted words, and with them again when saved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from forum.core.markup.context import Labels
from forum.core.markup.parser import normalise, parse_blocks
from forum.core.markup.quotes import ATTRIBUTION, Quote, quotes_among

_MARKER = re.compile(r"⟦([0-9]{1,9})\.([0-9]{1,9})[^⟦⟧\n]*⟧")
_LABEL = Labels().withheld


def withhold_quotes(source: str, ids: Collection[int], *, label: str = _LABEL) -> str:
    """Return `source` with a marker in place of what it quotes from the posts `ids`.

    The marker, `⟦123.1: The quoted text is hidden.⟧`, names the post and which of the quotes from it this is.
    """
    source = normalise(source)
    if not any(int(match[3]) in ids for match in ATTRIBUTION.finditer(source)):
        return source
    shown, position = [], 0
    for quote, number in _numbered(source):
        if quote.ref.post_id in ids and quote.body and quote.body[0][0] >= position:
            marker = f"⟦{quote.ref.post_id}.{number}: {label}⟧"
            shown += [source[position : quote.body[0][0]], marker]
            position = quote.body[-1][1]
    return "".join([*shown, source[position:]])


def restore_quotes(edited: str, original: str) -> str:
    """Return `edited` with the words of `original` back in each quote that holds nothing but its marker.

    A marker that stands anywhere else, or under another post's name, stays a marker: the words return only to
    where they are withheld again when the text is rendered.
    """
    edited, original = normalise(edited), normalise(original)
    if not _MARKER.search(edited):
        return edited
    words = {
        (quote.ref.post_id, number): [original[slice(*line)] for line in quote.body]
        for quote, number in _numbered(original)
    }
    restored, position, ids = [], 0, set()
    for quote, _ in _numbered(edited):
        marker = _MARKER.fullmatch(edited[slice(*quote.body[0])].strip()) if len(quote.body) == 1 else None
        lines = words.get((int(marker[1]), int(marker[2]))) if marker else None
        if marker is None or lines is None or int(marker[1]) != quote.ref.post_id:
            continue
        further = [(quote.prefix + line).rstrip() for line in lines[1:]]
        restored += [edited[position : quote.body[0][0]], "\n".join([lines[0], *further])]
        position = quote.body[0][1]
        ids.add(quote.ref.post_id)
    whole = "".join([*restored, edited[position:]])
    return whole if _outside(whole, ids) == _outside(edited, ids) else edited


def _numbered(source: str) -> Iterator[tuple[Quote, int]]:
    """Yield each quote with its number among the quotes from the same post."""
    seen: Counter[int] = Counter()
    for quote in quotes_among(parse_blocks(source), source):
        seen[quote.ref.post_id] += 1
        yield quote, seen[quote.ref.post_id]


def _outside(source: str, ids: Collection[int]) -> str:
    """Return what stays visible of `source` while the posts `ids` are hidden, whatever number the markers bear."""
    return _MARKER.sub("⟦⟧", withhold_quotes(source, ids))
