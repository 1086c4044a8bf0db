"""What rooms further up know about pictures: who may see one because of them, and which ones they still need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask

from forum.core.policy import Viewer
from forum.core.registries import Registry

Shows = Callable[[Viewer, int], bool]
"""Takes a viewer and an upload's id; answers whether something that this viewer may read shows the picture."""

Needs = Callable[[Mapping[int, str]], set[int]]
"""Takes keys by upload id; answers the ids of those that are still needed: shown, or about to be."""

shows: Registry[Shows] = Registry("who may see a picture")
needs: Registry[Needs] = Registry("which pictures are needed")


def register_pictures(
    app: Flask, room: str, *, shows_to: Shows | None = None, needed: Needs | None = None
) -> None:
    """Enter what `room` knows about pictures."""
    if shows_to:
        shows.add(app, room, shows_to)
    if needed:
        needs.add(app, room, needed)
