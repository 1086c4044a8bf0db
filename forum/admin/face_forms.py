"""What the brand fills in about its face: each form makes the next draft out of the present one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import starmap
from typing import Any

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import ColorField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.accounts.forms import RoomForm
from forum.core.i18n import LANGUAGES
from forum.core.site import NAME_LENGTH
from forum.core.typed_text import clean_line, clean_text
from forum.pages.brand_css import STACKS
from forum.pages.face import BLOCKS, Face, Link
from forum.pages.operations.face import clean_links
from forum.pages.palette import Colours
from forum.uploads.forms import ACCEPTED

STACK_NAMES = {
    "vollkorn": _l("Vollkorn: warm, with serifs"),
    "figtree": _l("Figtree: friendly, without serifs"),
    "system-serif": _l("The reader’s own font, with serifs"),
    "system-sans": _l("The reader’s own font, without serifs"),
}
EMPTY_ROWS = 1
"""Lines for further links that a form of links offers."""


def _picture(label: Any, description: Any) -> FileField:
    return FileField(label, description=description, render_kw={"accept": ACCEPTED})


def _name(language: str) -> StringField:
    """Return the field of a name in one language; the name of a language is in its own."""
    return StringField(language, validators=[Length(max=NAME_LENGTH)])


class LookForm(RoomForm):
    """Name, colours, fonts and pictures."""

    name = StringField(
        _l("Name"), validators=[InputRequired(_l("Please fill this in.")), Length(max=NAME_LENGTH)]
    )
    name_en, name_fr, name_de = (_name(LANGUAGES[code]) for code in ("en", "fr", "de"))
    paper = ColorField(_l("Background"), description=_l("Light. The dark scheme is made from it."))
    ink = ColorField(_l("Text"))
    accent = ColorField(_l("Accent"), description=_l("Links, buttons and marks."))
    display = SelectField(_l("Headlines"))
    text = SelectField(_l("Text font"))
    font = FileField(
        _l("Add a font of your own"),
        description=_l("A WOFF2 file. Mind its licence: it must allow use on the web."),
        render_kw={"accept": ".woff2,font/woff2"},
    )
    logo = _picture(_l("Logo"), _l("Stands at the top instead of the name. Best on a transparent ground."))
    icon = _picture(
        _l("Icon"), _l("A square picture for browser tabs and telephones. Without one, the logo.")
    )
    hero = _picture(_l("Picture of the home page"), _l("Large, beside the invitation to guests."))

    @classmethod
    def of(cls, face: Face) -> LookForm:
        """Return the form with `face` in it."""
        given = {"name": face.name, "display": face.display, "text": face.text}
        colours = {"paper": face.colours.paper, "ink": face.colours.ink, "accent": face.colours.accent}
        names = {f"name_{code}": name for code, name in face.names.items()}
        form = cls(data={**given, **names, **colours})
        own = {name: _("Your own: %(name)s", name=label) for name, label in face.fonts.items()}
        choices = {**{key: str(STACK_NAMES[key]) for key in STACKS}, **own}
        form.display.choices = form.text.choices = list(starmap(SelectChoice, choices.items()))
        return form

    def face(self, before: Face) -> Face:
        """Return the next draft; pictures and fonts are taken in elsewhere."""
        return replace(
            before,
            name=clean_line(self.name.data or ""),
            names={code: name for code in LANGUAGES if (name := clean_line(self[f"name_{code}"].data or ""))},
            colours=self.colours,
            display=self.display.data or "",
            text=self.text.data or "",
        )

    @property
    def colours(self) -> Colours:
        """The colours as they were chosen."""
        return Colours(*((field.data or "").lower() for field in (self.paper, self.ink, self.accent)))


class HomeForm(RoomForm):
    """The order of the home page; its blocks and words are fields of their own."""

    def face(self, before: Face) -> Face:
        """Return the next draft."""
        shown = set(request.form.getlist("on"))
        asked = [name for name in request.form.getlist("block") if name in BLOCKS]
        order = _moved([*dict.fromkeys(asked), *(name for name in BLOCKS if name not in asked)], str)
        words = {code: clean_text(request.form.get(f"words-{code}", "")) for code in LANGUAGES}
        return replace(
            before,
            blocks=tuple((name, name in shown) for name in order),
            words={code: text for code, text in words.items() if text},
        )


class LinksForm(RoomForm):
    """Menu and footer; each entry is a few fields of their own."""

    def face(self, before: Face) -> Face:
        """Return the next draft."""
        return replace(before, menu=_typed_links("menu"), footer=_typed_links("footer"))


def _typed_links(place: str) -> tuple[Link, ...]:
    """Return the entries of one list as they were typed, one of them moved where a button asked for it."""
    form, links = request.form, []
    for number in form.getlist(f"{place}-row")[:50]:
        labels = {code: form.get(f"{place}-{number}-{code}", "") for code in LANGUAGES}
        is_on = f"{place}-{number}-on" in form
        links.append((number, Link(form.get(f"{place}-{number}-to", ""), is_on, labels)))
    order = _moved(links, lambda each: f"{place}-{each[0]}")
    return clean_links([link for _number, link in order])


def _moved(items: Sequence[Any], name_of: Callable[[Any], str]) -> list[Any]:
    """Return `items` with the one that a button names moved one place up or down: `move=up:news`."""
    moved = list(items)
    way, _colon, name = request.form.get("move", "").partition(":")
    place = next((i for i, each in enumerate(moved) if name_of(each) == name), None)
    if place is None:
        return moved
    other = place - 1 if way == "up" else place + 1
    if 0 <= other < len(moved):
        moved[place], moved[other] = moved[other], moved[place]
    return moved


def empty_links() -> list[Mapping[str, Any]]:
    """Return the lines on which further links are typed."""
    return [{"to": "", "on": True, "labels": {}, "own": True} for _row in range(EMPTY_ROWS)]
