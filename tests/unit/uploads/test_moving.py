"""Small pictures that move: they survive being made anew, within limits, and come to rest."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import ExifTags, Image, ImageDraw

from forum.uploads import moving
from forum.uploads.images import FULL, BadPicture, Fault
from forum.uploads.moving import make_sticker

SECRET = b"a place that nobody shall know"


def dance(
    frames: int = 6, *, size: tuple[int, int] = (400, 200), lasts: int = 100, kind: str = "GIF"
) -> bytes:
    """Return a file in which a spot walks from left to right, with a note in its metadata."""
    drawn = []
    for number in range(frames):
        frame = Image.new("RGB", size, "white")
        left = number * (size[0] - 20) // max(1, frames - 1)
        ImageDraw.Draw(frame).rectangle((left, 0, left + 19, size[1]), fill="red")
        drawn.append(frame)
    file = BytesIO()
    about = Image.Exif()
    about[ExifTags.Base.ImageDescription] = SECRET.decode()
    note = {"comment": SECRET} if kind == "GIF" else {"exif": about.tobytes()}
    drawn[0].save(file, kind, save_all=True, append_images=drawn[1:], duration=lasts, loop=0, **note)
    return file.getvalue()


def fault_of(data: bytes) -> Fault:
    with pytest.raises(BadPicture) as refused:
        make_sticker(data)
    return refused.value.fault


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_movement_survives_made_anew_smaller_and_without_what_the_file_carried(kind: str) -> None:
    data = dance(kind=kind) + SECRET
    sticker = make_sticker(data)
    assert sticker.moving is not None
    made = sticker.moving.variants[FULL]
    assert SECRET not in made and SECRET not in sticker.still.variants[FULL]
    film = Image.open(BytesIO(made), formats=["WEBP"])
    assert (film.size, film.n_frames) == ((320, 160), 6)  # type: ignore[attr-defined]  # of moving files
    shown = []
    for number in range(6):
        film.seek(number)
        shown.append(film.convert("RGB"))
    assert all(one.tobytes() != next_one.tobytes() for one, next_one in pairwise(shown))
    assert shown[0].getpixel((5, 80))[0] > 200 > 100 > shown[0].getpixel((5, 80))[1]  # type: ignore[index]
    rest = Image.open(BytesIO(sticker.still.variants[FULL]))
    assert (rest.size, getattr(rest, "n_frames", 1)) == ((320, 160), 1)


@pytest.mark.parametrize(("frames", "lasts", "times"), [(6, 100, 8), (50, 100, 1)])
def test_it_comes_to_rest_within_five_seconds(frames: int, lasts: int, times: int) -> None:
    sticker = make_sticker(dance(frames, lasts=lasts))
    assert sticker.moving is not None
    assert Image.open(BytesIO(sticker.moving.variants[FULL])).info["loop"] == times


def test_what_does_not_move_has_no_moving_picture() -> None:
    file = BytesIO()
    Image.new("RGBA", (900, 300), (0, 128, 0, 90)).save(file, "PNG")
    sticker = make_sticker(file.getvalue())
    assert sticker.moving is None and (sticker.still.width, sticker.still.height) == (320, 107)
    assert make_sticker(dance(1)).moving is None


def test_limits_are_looked_at_before_anything_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fault_of(dance(moving.MOST_FRAMES + 1, size=(400, 4), lasts=20)) == Fault.TOO_MANY_FRAMES
    assert fault_of(dance(6, lasts=1_000)) == Fault.TOO_LONG
    assert fault_of(b"x" * (moving.MOST_BYTES + 1)) == Fault.TOO_BIG_TO_MOVE
    monkeypatch.setattr(moving, "MOST_PIXELS_OF_ALL", 400 * 200 * 6 - 1)
    assert fault_of(dance()) == Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert fault_of(data) in {Fault.EMPTY, Fault.UNKNOWN, Fault.DAMAGED}


def test_a_moving_picture_that_breaks_off_is_refused() -> None:
    data = dance(20)
    assert fault_of(data[: len(data) // 2]) == Fault.DAMAGED
