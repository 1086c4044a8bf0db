"""Places in a page that rooms further up fill: like state on a post, unread count in the header, tabs on a profile.

A slot has a batch loader, called once for all the things of a list, and a template that shows one of them. What a
*shared* slot shows is the same for every viewer of one clearance, so it may stand in a cached fragment; what a
*personal* slot shows is the viewer's own and is added at every request.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

from forum.core.i18n import current_language
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer

Loader = Callable[[Viewer, Sequence[int]], Mapping[int, Any]]
EXTENSION = "potluck.slots"
PLAIN = "potluck.slots.plain"
MOST_PLAIN = 8_192


@dataclass(frozen=True)
class Slot:
    """One room's part in a place.

    `load(viewer, ids)` answers what is to be shown for each id, in a fixed number of statements; ids it leaves out
    show nothing. `template` is rendered with `item` (what was loaded), `id` and `viewer`. A `plain` template prints
    nothing but `item`, which must then be hashable, and `id`: no token, no viewer, no time. What it made of them
    once is shown again whenever they come again.
    """

    place: str
    name: str
    template: str
    load: Loader
    personal: bool = True
    order: int = 100
    plain: bool = False


class LoadedSlots:
    """What all rooms show at one place for a list of things, loaded and ready to be rendered one by one."""

    def __init__(self, viewer: Viewer, parts: Sequence[tuple[Slot, Mapping[int, Any]]]) -> None:
        self._viewer = viewer
        self._parts = parts
        self._language = current_language()

    def render(self, id: int) -> Markup:
        """Return what every room shows for `id`, in the order of the slots."""
        shown = [
            _shown(slot, items[id], id, self._language, self._viewer)
            for slot, items in self._parts
            if id in items
        ]
        return Markup("".join(shown))  # noqa: S704 - all of it came from templates

    def items(self, name: str) -> Mapping[int, Any]:
        """Return what the room that registered the slot `name` loaded, by id; empty when there is no such slot."""
        return next((items for slot, items in self._parts if slot.name == name), {})


def _shown(slot: Slot, item: Any, id: int, language: str, viewer: Viewer) -> str:
    if not slot.plain:
        return current_app.jinja_env.get_template(slot.template).render(item=item, id=id, viewer=viewer)
    kept: OrderedDict[Any, str] = current_app.extensions.setdefault(PLAIN, OrderedDict())
    key = (slot.template, language, id, item)
    shown = kept.get(key)
    if shown is None:
        shown = current_app.jinja_env.get_template(slot.template).render(item=item, id=id)
        kept[key] = shown
        while len(kept) > MOST_PLAIN:
            kept.popitem(last=False)
    return shown


def fill(app: Flask, slot: Slot) -> None:
    """Enter `slot` at its place."""
    places: dict[str, list[Slot]] = app.extensions.setdefault(EXTENSION, {})
    places.setdefault(slot.place, []).append(slot)
    places[slot.place].sort(key=lambda each: each.order)


def load_slots(
    place: str, viewer: Viewer, ids: Sequence[int], *, personal: bool | None = None
) -> LoadedSlots:
    """Load what every room shows at `place` for the things `ids`.

    `personal` chooses only the personal (True) or only the shared (False) slots; None takes both.
    """
    slots: list[Slot] = current_app.extensions.get(EXTENSION, {}).get(place, [])
    chosen = [slot for slot in slots if personal is None or slot.personal == personal]
    return LoadedSlots(viewer, [(slot, slot.load(viewer, ids)) for slot in chosen])


def slot(place: str, id: int = 0) -> Markup:
    """For templates: load and show what rooms put at `place` for the one thing `id` (0 for places of the page)."""
    return load_slots(place, current_viewer(), [id]).render(id)
