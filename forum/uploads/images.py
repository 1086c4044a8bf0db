"""A picture as it is taken in: known by its content, measured before it is decoded, made anew without metadata.

Whatever else a file carries (a place, a second file behind the first, a script) is not in the picture and does not
survive. Nothing here knows of members or of the database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

CONTENT_TYPE = "image/webp"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_BYTES = 32 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_384
"""Of what is taken in. Some decoders need memory by the line."""

FULL = "full"
FULL_SIDE = 2_560
WIDTHS = (320, 800, 1_600)
VARIANTS = (FULL, *map(str, WIDTHS))
FACE_SIDE = 256
_QUALITY = 82
NO_METADATA = {"exif": b"", "icc_profile": b"", "xmp": b""}

decoding = BoundedSemaphore(2)
"""50 million pixels take 200 MB while they are decoded: not more than two pictures at once."""


class Fault(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_BIG_TO_MOVE = "too big to move"
    TOO_MANY_FRAMES = "too many frames"
    TOO_LONG = "too long"


class BadPicture(Exception):
    """The file is refused for a `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew: the size of the full one, each variant as a WebP file, and the hash of what came in."""

    width: int
    height: int
    variants: dict[str, bytes]
    sha256: str


def widths_below(width: int) -> tuple[int, ...]:
    """Return the widths in which smaller variants of a picture of this width are kept."""
    return tuple(each for each in WIDTHS if each < width)


def make_picture(data: bytes) -> Picture:
    """Return the picture in `data`, upright, in sRGB, at most 2,560 pixels long, with its smaller variants.

    Of a moving picture the first frame is taken.

    Raises:
        BadPicture: when it cannot be, or must not be, decoded.
    """
    with decoding:
        full = _plain(_decoded(data, (FULL_SIDE, FULL_SIDE)))
        full.thumbnail((FULL_SIDE, FULL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    full = _in_srgb(full)
    variants = {FULL: _encoded(full)}
    for width in widths_below(full.width):
        size = (width, max(1, round(full.height * width / full.width)))
        variants[str(width)] = _encoded(full.resize(size, Image.Resampling.LANCZOS))
    return Picture(full.width, full.height, variants, hashlib.sha256(data).hexdigest())


def make_face(data: bytes) -> Picture:
    """Return the middle square of the picture in `data`, in the size in which members are shown.

    Raises:
        BadPicture: when it cannot be, or must not be, decoded.
    """
    with decoding:
        whole = _plain(_decoded(data, (2 * FACE_SIDE, 2 * FACE_SIDE)))
        side = min(FACE_SIDE, *whole.size)
        square = ImageOps.fit(whole, (side, side), Image.Resampling.LANCZOS)
    return Picture(side, side, {FULL: _encoded(_in_srgb(square))}, hashlib.sha256(data).hexdigest())


def make_small(data: bytes, side: int) -> Picture:
    """Return the whole picture in `data`, at most `side` pixels long. Of a moving one, the first frame is taken.

    Raises:
        BadPicture: when it cannot be, or must not be, decoded.
    """
    with decoding:
        small = _plain(_decoded(data, (2 * side, 2 * side)))
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Picture(
        small.width, small.height, {FULL: _encoded(_in_srgb(small))}, hashlib.sha256(data).hexdigest()
    )


def _decoded(data: bytes, enough: tuple[int, int]) -> Image.Image:
    """Open, measure, decode and turn upright. A JPEG is decoded smaller, where that is `enough`.

    Only the formats named above are tried, whatever the file's name says. SVG is none of them.
    """
    if not data:
        raise BadPicture(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadPicture(Fault.TOO_BIG)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        _measure(image)
        image.draft(image.mode, enough)
        ImageOps.exif_transpose(image, in_place=True)
        image.load()
    except BadPicture:
        raise
    except UnidentifiedImageError as error:
        raise BadPicture(Fault.UNKNOWN) from error
    except Image.DecompressionBombError as error:
        raise BadPicture(Fault.TOO_MANY_PIXELS) from error
    except Exception as error:  # decoders raise whatever a broken file makes them stumble over
        raise BadPicture(Fault.DAMAGED) from error
    return image


def _measure(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise BadPicture(Fault.TOO_MANY_PIXELS)


def _plain(image: Image.Image) -> Image.Image:
    """Return the image in full colours, with transparency only where it has some."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the image in the colours that every screen knows; a profile that cannot be read is left out."""
    profile = image.info.pop("icc_profile", None)
    if profile:
        try:
            own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own, srgb, outputMode=image.mode)
            image = converted or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    image.info.clear()
    return image


def _encoded(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=_QUALITY, method=2, **NO_METADATA)
    return file.getvalue()
