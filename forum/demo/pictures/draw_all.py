"""Draws the pictures and avatars: `python -m forum.demo.pictures.draw_all [NAME …]`, all of them without a name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from forum.demo.pictures import (
    draw_avatar_creatures,
    draw_avatar_nature,
    draw_avatar_things,
    draw_cakes,
    draw_cups,
    draw_mill,
    draw_packs,
    draw_party_cakes,
    draw_places,
    draw_posters,
    draw_sweets,
    draw_table,
    draw_tools,
)
from forum.demo.pictures.canvas import Scene

Drawing = Callable[[], Scene]

HERE = Path(__file__).parent
PICTURE_WIDTH = 1350
AVATAR_WIDTH = 512
PICTURES: tuple[Drawing, ...] = (
    *draw_cakes.PICTURES,
    *draw_cups.PICTURES,
    *draw_mill.PICTURES,
    *draw_packs.PICTURES,
    *draw_party_cakes.PICTURES,
    *draw_places.PICTURES,
    *draw_posters.PICTURES,
    *draw_sweets.PICTURES,
    *draw_table.PICTURES,
    *draw_tools.PICTURES,
)
AVATARS: tuple[Drawing, ...] = (
    *draw_avatar_creatures.PICTURES,
    *draw_avatar_nature.PICTURES,
    *draw_avatar_things.PICTURES,
)


def draw(drawings: Iterable[Drawing], folder: Path, width: int) -> None:
    """Draw each, bind it with light and grain, and write it into the folder."""
    for drawing in drawings:
        scene = drawing()
        scene.light(scene.width * 0.28, scene.height * 0.19)
        scene.grain()
        path = scene.save(folder, width)
        sys.stdout.write(f"{path.name:28} {path.stat().st_size / 1000:6.1f} kB\n")


def main(names: Iterable[str]) -> None:
    """Draw what is named (`sunken-cake`, `owl`), or everything."""
    wanted = {name.replace("-", "_") for name in names}

    def chosen(drawings: Iterable[Drawing]) -> list[Drawing]:
        return [drawing for drawing in drawings if not wanted or drawing.__name__ in wanted]

    draw(chosen(PICTURES), HERE / "files", PICTURE_WIDTH)
    draw(chosen(AVATARS), HERE / "avatars", AVATAR_WIDTH)


if __name__ == "__main__":
    main(sys.argv[1:])
