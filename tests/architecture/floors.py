"""The floors of the house, as the contract in pyproject.toml names them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORUM = ROOT / "forum"
TEMPLATES = ROOT / "templates"
GROUND = "core"
FOLDERS = {"components": GROUND, "errors": GROUND, "frame": GROUND, "styleguide": "pages"}
"""What stands in templates/ beside the folders of the rooms, and whose it is."""


def floors() -> list[tuple[set[str], bool]]:
    """Return the rooms of each floor from the top down, and whether they may know each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [(set(re.findall(r"\w+", layer)), ":" in layer) for layer in layers]


FLOORS = floors()
ROOMS = frozenset(room for rooms, _ in FLOORS for room in rooms)


def may_know(room: str, other: str) -> bool:
    """Whether `room` may name what belongs to `other`: itself, what is below, and neighbours where they are open."""
    here, there = _floor(room), _floor(other)
    return room == other or there > here or (there == here and FLOORS[here][1])


def room_of_module(module: str) -> str:
    """Return the room of a module such as `forum.polls.views`."""
    return module.split(".")[1] if module.startswith("forum.") else GROUND


def room_of_template(name: str) -> str:
    """Return the room to which a template belongs."""
    folder = name.removeprefix("mail/").split("/")[0]
    return FOLDERS.get(folder, GROUND if folder.startswith("layout.") else folder)


def _floor(room: str) -> int:
    return next(number for number, (rooms, _) in enumerate(FLOORS) if room in rooms)
