"""The bar under a post with everything its five answers ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

from forum.core.attention import AnswerKind
from forum.core.clock import clock
from forum.core.database import AnyRow
from forum.core.policy import Viewer
from forum.desk.forms import AnswerForm, PersonaliseForm, PlainForm, RemoveForm, ValueForm
from forum.desk.operations.wording import first_name_of
from forum.desk.policy import may_moderate
from forum.desk.queries.item import answers_to, team
from forum.desk.queries.pictures import ShownPicture, offered_pictures
from forum.desk.queries.wording import PICTURE, Start, marks, starts_for
from forum.desk.words import ANSWER_ICONS, ANSWER_NAMES, WHAT_FOLLOWS
from forum.discussions.models import PostState

GREETING = "{name}, "


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the five answers as the bar shows it."""

    kind: AnswerKind
    form: AnswerForm
    is_given: bool = False
    starts: Sequence[Start] = field(default_factory=tuple)
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)
    """By the value of their choice."""

    @property
    def name(self) -> str:
        """What its key is called."""
        return str(ANSWER_NAMES[self.kind])

    @property
    def icon(self) -> str:
        """The icon on its key."""
        return ANSWER_ICONS[self.kind]

    @property
    def follows(self) -> str:
        """What will follow."""
        return str(WHAT_FOLLOWS[self.kind])

    @property
    def asks(self) -> bool:
        """Whether it asks for a sentence before it is given."""
        return not isinstance(self.form, PlainForm)


@dataclass(frozen=True, slots=True)
class PostPanels:
    """Everything that can be answered to one post, and what was."""

    post: Any
    panels: Sequence[Panel]
    history: Sequence[AnyRow]
    then: str
    item_id: int | None


def kinds_for(viewer: Viewer) -> tuple[AnswerKind, ...]:
    """Return the answers that `viewer` can give: removing and ignoring are for moderators."""
    return tuple(AnswerKind) if may_moderate(viewer) else tuple(AnswerKind)[2:]


def panels_for(viewer: Viewer, post: Any, *, then: str, item_id: int | None = None) -> PostPanels:
    """Return the bar under `post`; without keys where it does not stand, and under one's own posts."""
    history = answers_to(post.id)
    given = {row.kind for row in history if row.undone_at is None}
    is_open = post.state == PostState.VISIBLE and post.author_id != viewer.id
    name = first_name_of(post.author_id) if is_open else ""
    people = team() if is_open else []
    panels = [
        panel_for(kind, viewer, post, name=name, people=people, given=given, then=then, item_id=item_id)
        for kind in (kinds_for(viewer) if is_open else ())
    ]
    return PostPanels(post, panels, history, then, item_id)


def panel_for(
    kind: AnswerKind,
    viewer: Viewer,
    post: Any,
    *,
    name: str,
    people: Sequence[tuple[int, str]],
    given: set[int],
    then: str,
    item_id: int | None,
) -> Panel:
    """Return the panel of one answer, its form filled with what was sent or with what is offered to begin with."""
    pictures = pictures_for(kind)
    form = form_for(kind, viewer, people, pictures)
    starts: list[Start] = []
    if kind in (AnswerKind.VALUE, AnswerKind.PERSONALISE):
        starts = starts_for(kind, language=post.language, name=name)
        if not form.is_submitted():
            chosen = request.args.get("template", type=int)
            begun = next((start.text for start in starts if start.id == chosen), None)
            form["sentence"].data = begun or (GREETING.format(name=name) if name else "")
    form.stand_apart()
    form.kind.data, form.then.data, form.item.data = int(kind), then, item_id or ""
    shown = {f"{PICTURE}{each.id}": each for each in pictures}
    return Panel(kind, form, int(kind) in given, starts, shown)


def pictures_for(kind: AnswerKind) -> list[ShownPicture]:
    """Return the pictures of the brand's own set that can stand beside an answer."""
    return offered_pictures() if kind == AnswerKind.VALUE else []


def form_for(
    kind: AnswerKind, viewer: Viewer, people: Sequence[tuple[int, str]], pictures: Sequence[ShownPicture]
) -> AnswerForm:
    """Return the form of one answer."""
    if kind == AnswerKind.REMOVE:
        return RemoveForm.prepared()
    if kind == AnswerKind.VALUE:
        return ValueForm.prepared(marks(pictures))
    if kind == AnswerKind.PERSONALISE:
        return PersonaliseForm.prepared(people, me=viewer.own_id, today=clock.now().date())
    return PlainForm()
