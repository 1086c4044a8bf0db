"""Recordings made byte by byte: the smallest that can be told apart."""

from __future__ import annotations

import struct
from io import BytesIO

UNKNOWN = 0xFF


def element(name: int, content: bytes, *, size: bytes | None = None) -> bytes:
    """Return one element of a webm; with `size` as given, where it is left open."""
    raw = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return raw + (size or (0x10000000 | len(content)).to_bytes(4, "big")) + content


def webm(
    *, seconds: float | None = 2.0, kind: bytes = b"webm", more: bytes = b"", live: bool = False
) -> bytes:
    """Return a webm of so many seconds; a `live` one says neither its length nor its sizes."""
    length = b"" if seconds is None or live else element(0x4489, struct.pack(">d", seconds * 1000))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + length)
    tracks = element(0x1654AE6B, b"\xae\x80")
    at = int((seconds or 0) * 1000)
    block = element(0xA3, b"\x81" + struct.pack(">h", 0) + b"\x80video")
    cluster = element(0xE7, at.to_bytes(4, "big")) + block
    body = info + tracks + more
    if live:
        body += element(0x1F43B675, cluster, size=b"\x01" + b"\xff" * 7)
        return element(0x1A45DFA3, element(0x4282, kind)) + element(
            0x18538067, body, size=b"\x01" + b"\xff" * 7
        )
    return element(0x1A45DFA3, element(0x4282, kind)) + element(
        0x18538067, body + element(0x1F43B675, cluster)
    )


def small_webm(before: bytes = b"") -> BytesIO:
    """Return a file of two seconds, with something before it that does not belong there."""
    return BytesIO(before + webm())


def box(name: bytes, content: bytes) -> bytes:
    """Return one box of an mp4."""
    return struct.pack(">I4s", 8 + len(content), name) + content


def mp4(*, seconds: float = 2.0, brand: bytes = b"isom", place: bytes = b"") -> bytes:
    """Return an mp4 of so many seconds, with a place in its metadata."""
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, int(seconds * 1000)) + bytes(80))
    more = box(b"udta", box(b"\xa9xyz", place)) if place else b""
    return box(b"ftyp", brand + bytes(4)) + box(b"moov", head + more) + box(b"mdat", b"pictures")
