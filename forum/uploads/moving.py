"""Small pictures that may move: measured frame by frame, made anew, and coming to rest by themselves.

A moving picture is taken from a GIF or a WebP, and nothing of its file survives. It plays for at most five seconds in
all, however often the file says: longer movement beside a text needs a way to stop it (WCAG 2.2.2). What stands for it
where no movement is wanted is its first frame.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageSequence, UnidentifiedImageError

from forum.uploads.images import FULL, NO_METADATA, BadPicture, Fault, Picture, decoding, make_small

MOVING_FORMATS = ("GIF", "WEBP")
SIDE = 320
MOST_BYTES = 4 * 1024 * 1024
MOST_FRAMES = 75
MOST_PIXELS_OF_ALL = 40_000_000
"""Of all frames together, before any is decoded."""
LONGEST_MS = 5_000
USUAL_MS, SHORTEST_MS = 100, 20
"""How long a frame stays that says nothing, and how long at least."""
_QUALITY = 78


@dataclass(frozen=True, slots=True)
class Sticker:
    """A small picture at rest, and the same one moving, where it moves."""

    still: Picture
    moving: Picture | None


def make_sticker(data: bytes) -> Sticker:
    """Return the picture in `data`, at most 320 pixels long, at rest and, where it moves, moving.

    Raises:
        BadPicture: when it cannot be, or must not be, decoded.
    """
    if len(data) > MOST_BYTES:
        raise BadPicture(Fault.TOO_BIG_TO_MOVE)
    still = make_small(data, SIDE)
    return Sticker(still, _moving(data, still))


def _moving(data: bytes, still: Picture) -> Picture | None:
    try:
        with decoding:
            file = Image.open(BytesIO(data), formats=MOVING_FORMATS)
            count = getattr(file, "n_frames", 1)
            if count == 1:
                return None
            _measure(file, count)
            frames, lasts = _frames(file, (still.width, still.height))
    except UnidentifiedImageError:
        return None
    except BadPicture:
        raise
    except Exception as error:  # decoders raise whatever a broken file makes them stumble over
        raise BadPicture(Fault.DAMAGED) from error
    return Picture(
        still.width, still.height, {FULL: _encoded(frames, lasts)}, hashlib.sha256(data).hexdigest()
    )


def _measure(file: Image.Image, count: int) -> None:
    if count > MOST_FRAMES:
        raise BadPicture(Fault.TOO_MANY_FRAMES)
    if file.width * file.height * count > MOST_PIXELS_OF_ALL:
        raise BadPicture(Fault.TOO_MANY_PIXELS)


def _frames(file: Image.Image, size: tuple[int, int]) -> tuple[list[Image.Image], list[int]]:
    """Return every frame as it is seen, in its size, and for how many thousandths of a second each stays."""
    frames, lasts = [], []
    for frame in ImageSequence.Iterator(file):
        frames.append(frame.convert("RGBA").resize(size, Image.Resampling.LANCZOS))
        lasts.append(max(SHORTEST_MS, int(frame.info.get("duration") or USUAL_MS)))
    if sum(lasts) > LONGEST_MS:
        raise BadPicture(Fault.TOO_LONG)
    return frames, lasts


def _encoded(frames: list[Image.Image], lasts: list[int]) -> bytes:
    for frame in frames:
        frame.info.clear()
    out = BytesIO()
    frames[0].save(
        out,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=lasts,
        loop=max(1, LONGEST_MS // sum(lasts)),
        quality=_QUALITY,
        method=2,
        **NO_METADATA,
    )
    return out.getvalue()
