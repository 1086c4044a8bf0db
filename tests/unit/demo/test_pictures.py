"""The pictures of the demo community come from its own code, and come out the same each time."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from forum.demo.pictures import draw_all

AVATAR = draw_all.AVATARS[-1]
FILE = f"{AVATAR.__name__}.webp"


def drawn(folder: Path) -> Path:
    draw_all.draw([AVATAR], folder, draw_all.AVATAR_WIDTH)
    return folder / FILE


@pytest.mark.parametrize(
    ("drawings", "folder"),
    [(draw_all.PICTURES, "files"), (draw_all.AVATARS, "avatars")],
    ids=["pictures", "avatars"],
)
def test_every_kept_picture_has_its_drawing(drawings: tuple[draw_all.Drawing, ...], folder: str) -> None:
    kept = {path.stem for path in (draw_all.HERE / folder).glob("*")}
    assert kept == {drawing.__name__.replace("_", "-") for drawing in drawings}


def test_the_same_picture_is_drawn_twice(tmp_path: Path) -> None:
    first = drawn(tmp_path).read_bytes()
    assert drawn(tmp_path).read_bytes() == first


def test_the_kept_picture_is_what_the_code_draws(tmp_path: Path) -> None:
    with (
        Image.open(drawn(tmp_path)) as new,
        Image.open(draw_all.HERE / "avatars" / FILE) as kept,
    ):
        difference = ImageChops.difference(new.convert("L"), kept.convert("L")).getextrema()
    assert difference[1] < 40
