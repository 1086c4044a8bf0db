"""Whatever is brought as a picture comes out as nothing but that picture, or not at all."""

from __future__ import annotations

import random
import time
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from forum.uploads.images import (
    FACE_SIDE,
    FULL_SIDE,
    MOST_BYTES,
    BadPicture,
    Fault,
    make_face,
    make_picture,
    widths_below,
)
from tests.pictures import picture, png_that_claims, png_with_text

PLACE = {34853: {1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)}}
SECRET = b"Rue de Rivoli"


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def fault_of(data: bytes) -> Fault:
    with pytest.raises(BadPicture) as refused:
        make_picture(data)
    return refused.value.fault


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_usual_kinds_are_taken_in_as_webp(kind: str) -> None:
    made = make_picture(picture(kind))
    full = opened(made.variants["full"])
    assert (full.format, full.size) == ("WEBP", (400, 300))
    assert (made.width, made.height) == (400, 300)


def test_smaller_variants_are_kept_for_small_screens() -> None:
    made = make_picture(picture(size=(2_000, 1_000)))
    assert {name: opened(data).size for name, data in made.variants.items()} == {
        "full": (2_000, 1_000),
        "320": (320, 160),
        "800": (800, 400),
        "1600": (1_600, 800),
    }
    assert widths_below(made.width) == (320, 800, 1_600)
    assert widths_below(320) == ()


def test_large_pictures_are_made_smaller() -> None:
    made = make_picture(picture(size=(600, 3_840)))
    assert (made.width, made.height) == (400, FULL_SIDE)


def test_portrait_photographs_stand_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = make_picture(picture(size=(400, 300), exif=exif))
    full = opened(made.variants["full"])
    assert full.size == (300, 400)
    assert full.getpixel((290, 10)) > (240, 240, 240)
    assert full.getpixel((10, 10)) < (230, 200, 200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_comments_are_forgotten(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x8825] = PLACE[34853]
    options = {"exif": exif} | (
        {"comment": SECRET} if kind == "JPEG" else {"xmp": SECRET} if kind == "WEBP" else {}
    )
    data = picture(kind, **options)
    assert SECRET in data
    for variant in make_picture(data).variants.values():
        assert SECRET not in variant
        assert not opened(variant).getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened(variant).info)


def test_colours_of_a_profile_are_brought_to_those_of_every_screen() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = opened(make_picture(picture()).variants["full"]).getpixel((390, 290))
    for profile in (
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        b"not a profile",
        swapped,
    ):
        made = opened(make_picture(picture(icc_profile=profile)).variants["full"])
        assert "icc_profile" not in made.info
        assert max(abs(a - b) for a, b in zip(made.getpixel((390, 290)), plain, strict=True)) < 6


def test_transparency_stays() -> None:
    file = BytesIO()
    Image.new("RGBA", (50, 50), (200, 0, 0, 0)).save(file, "PNG")
    assert opened(make_picture(file.getvalue()).variants["full"]).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_unusual_colours_are_understood(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (50, 40)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert make_picture(file.getvalue()).width == 50


def test_of_a_moving_picture_the_first_frame_is_taken() -> None:
    file = BytesIO()
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue", "green")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    full = opened(make_picture(file.getvalue()).variants["full"])
    assert getattr(full, "n_frames", 1) == 1
    assert full.getpixel((30, 30))[0] > 200


def test_faces_are_squares_from_the_middle() -> None:
    made = make_face(picture(size=(900, 600)))
    assert opened(made.variants["full"]).size == (FACE_SIDE, FACE_SIDE)
    assert list(made.variants) == ["full"]
    assert make_face(picture(size=(50, 90))).width == 50


class TestHostileFiles:
    def test_nothing(self) -> None:
        assert fault_of(b"") == Fault.EMPTY

    def test_too_many_bytes(self) -> None:
        assert fault_of(picture() + b"\0" * MOST_BYTES) == Fault.TOO_BIG

    @pytest.mark.parametrize(
        "data",
        [
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<html><script>alert(1)</script></html>",
            b"%PDF-1.4",
            b"PK\x03\x04" + b"\0" * 100,
            b"MZ" + b"\0" * 100,
            b"BM" + b"\0" * 100,
            b"%!PS-Adobe-3.0 EPSF-3.0",
            b"II*\0" + b"\0" * 100,
            b"just text",
            b"\0" * 1_000,
        ],
    )
    def test_what_is_no_picture_or_no_kind_that_is_safe(self, data: bytes) -> None:
        assert fault_of(data) == Fault.UNKNOWN

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
    def test_a_truncated_file(self, kind: str) -> None:
        data = picture(kind, size=(600, 600))
        assert fault_of(data[: len(data) * 2 // 3]) in (Fault.DAMAGED, Fault.UNKNOWN)

    @pytest.mark.parametrize(
        "size", [(30_000, 30_000), (100_000, 100_000), (2_000_000, 20), (7_100, 7_100), (20_000, 10)]
    )
    def test_too_many_pixels_are_refused_before_they_are_decoded(self, size: tuple[int, int]) -> None:
        before = time.thread_time()
        assert fault_of(png_that_claims(*size)) == Fault.TOO_MANY_PIXELS
        assert time.thread_time() - before < 0.2

    def test_a_small_file_that_unpacks_to_a_huge_text(self) -> None:
        assert fault_of(png_with_text(8_000_000)) == Fault.DAMAGED

    def test_a_picture_with_something_else_behind_it(self) -> None:
        tail = b"<script>alert(1)</script>PK\x03\x04"
        for variant in make_picture(picture("GIF") + tail).variants.values():
            assert b"script" not in variant
            assert b"PK" not in variant

    def test_a_picture_that_is_also_a_script(self) -> None:
        both = picture("GIF").replace(b"GIF87a", b"GIF89a")[:-1] + b"!\xfe\x19<script>alert(1)</script>\0;"
        assert all(b"script" not in variant for variant in make_picture(both).variants.values())

    def test_noise_in_a_real_file_never_breaks_anything_else(self) -> None:
        chance = random.Random(7)
        for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
            for _ in range(25):
                data = bytearray(picture(kind, size=(64, 64)))
                for _ in range(8):
                    data[chance.randrange(len(data))] = chance.randrange(256)
                try:
                    make_picture(bytes(data))
                except BadPicture:
                    continue
