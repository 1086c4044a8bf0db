"""Pictures for tests: honest ones, and files that only pretend."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), colour: str = "chocolate", **options: object
) -> bytes:
    """Return a picture of one colour, whose left upper quarter is white."""
    image = Image.new("RGB", size, colour)
    image.paste("white", (0, 0, size[0] // 2, size[1] // 2))
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def black_png(side: int) -> bytes:
    """Return a whole PNG of a black square; Pillow would keep a byte for each of its pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = bytes((1 + -(-side // 8)) * side)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def png_that_claims(width: int, height: int) -> bytes:
    """Return a few bytes that are the beginning of a PNG of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1_000))
        + _chunk(b"IEND", b"")
    )


def png_with_text(size: int) -> bytes:
    """Return a small PNG with compressed text that unpacks to `size` bytes."""
    whole = picture("PNG")
    at = whole.index(b"IDAT") - 4
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * size))
    return whole[:at] + text + whole[at:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
