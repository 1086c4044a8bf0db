"""Whether a file is a font for the web: looked at by its content, never by its name.

Header, table directory and stream of WOFF2 as https://www.w3.org/TR/WOFF2/ describes them.
"""

from __future__ import annotations

import struct

import brotli

MOST_BYTES = 1_500_000
MOST_UNPACKED = 12_000_000
_HEADER = struct.Struct(">4sIIHHIIHHIIIII")
_FLAVOURS = (0x00010000, 0x4F54544F)
_KNOWN_TAGS = "cmap head hhea hmtx maxp name OS/2 post cvt fpgm glyf loca prep CFF".split()
_NEEDED = frozenset(_KNOWN_TAGS[:8])
_OWN_TAG, _TRANSFORMED = 63, {"glyf", "loca"}


def is_web_font(data: bytes) -> bool:
    """Whether `data` is one whole WOFF2 font with everything that a browser needs, and nothing behind it."""
    if not _HEADER.size < len(data) <= MOST_BYTES:
        return False
    mark, flavour, length, tables, reserved, _unpacked, packed, _v, _w, *extra = _HEADER.unpack_from(data)
    if mark != b"wOF2" or flavour not in _FLAVOURS or length != len(data) or reserved or any(extra):
        return False
    try:
        tags, size, start = _directory(data, tables)
        return (
            _is_complete(tags) and start + packed <= length < start + packed + 4
            and size <= MOST_UNPACKED and _unpacks_to(data[start : start + packed], size)
        )  # fmt: skip
    except (IndexError, ValueError):
        return False


def _directory(data: bytes, tables: int) -> tuple[list[str], int, int]:
    """Return the tags of the tables, how long they are unpacked, and where the stream begins."""
    place, size, tags = _HEADER.size, 0, []
    for _ in range(tables):
        flags = data[place]
        place += 1
        index, version = flags & 63, flags >> 6
        if index == _OWN_TAG:
            tag = data[place : place + 4].decode("ascii").strip()
            place += 4
        else:
            tag = _KNOWN_TAGS[index] if index < len(_KNOWN_TAGS) else f"known {index}"
        length, place = _number(data, place)
        if version != (3 if tag in _TRANSFORMED else 0):
            length, place = _number(data, place)
        size += length
        tags.append(tag)
    return tags, size, place


def _number(data: bytes, place: int) -> tuple[int, int]:
    """Read a UIntBase128: at most five bytes, no leading zeros."""
    value = 0
    for step in range(5):
        byte = data[place + step]
        if step == 0 and byte == 0x80:
            break
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, place + step + 1
    raise ValueError("not a number")


def _is_complete(tags: list[str]) -> bool:
    outlines = {"glyf", "loca"} <= set(tags) or {"CFF", "CFF2"} & set(tags)
    return len(set(tags)) == len(tags) and set(tags) >= _NEEDED and bool(outlines)


def _unpacks_to(packed: bytes, size: int) -> bool:
    """Whether the stream holds exactly `size` bytes; it is never unpacked beyond that."""
    stream = brotli.Decompressor()
    try:
        found = len(stream.process(packed, output_buffer_limit=size + 1))
        while found <= size and not stream.is_finished():
            more = len(stream.process(b"", output_buffer_limit=size + 1 - found or 1))
            if not more:
                break
            found += more
    except brotli.error:
        return False
    return found == size and bool(stream.is_finished())
