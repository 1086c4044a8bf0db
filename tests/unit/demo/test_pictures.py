"""The pictures of the demo community come from its own code, and come out the same each time."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from forum.demo import content_files
from forum.demo.pictures import draw_all, draw_small

AVATAR = draw_all.AVATARS[-1]
FILE = f"{AVATAR.__name__}.webp"


def drawn(folder: Path) -> Path:
    draw_all.draw([AVATAR], folder, draw_all.AVATAR_WIDTH)
    return folder / FILE


def on_white(picture: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("L")


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


def test_small_pictures_are_drawn_named_and_described_and_only_one_moves() -> None:
    described = content_files.read_small_pictures()["pictures"]
    kept = {path.stem: path for path in draw_small.FOLDER.glob("*")}
    assert draw_small.STICKERS.keys() == kept.keys() == {each["file"] for each in described}
    assert all(each[text].keys() == {"en", "fr", "de"} for each in described for text in ("name", "alt"))
    moving = set()
    for name, path in kept.items():
        assert path.stat().st_size < 60_000
        with Image.open(path) as picture:
            moving |= {name} if getattr(picture, "n_frames", 1) > 1 else set()
    assert moving == draw_small.MOVING


def test_a_small_picture_is_what_the_code_draws() -> None:
    drawn = draw_small.frame(draw_small.STICKERS["golden-spoon"], 0)
    with Image.open(draw_small.FOLDER / "golden-spoon.webp") as kept:
        difference = ImageChops.difference(on_white(drawn), on_white(kept.convert("RGBA")))
    assert max(difference.tobytes()) < 60
