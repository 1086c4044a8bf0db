"""The page with the form for a creation, however it was filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Response, make_response, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import func, select

from forum.core.database import db
from forum.core.http import private
from forum.core.i18n import current_language
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.models import Post, Topic
from forum.discussions.operations.texts import usual_language
from forum.discussions.views.choices import categories_to_start_in
from forum.discussions.views.sending import wants_preview
from forum.discussions.word_diff import Part
from forum.recipes.creation_kinds import RECIPE, CreationKind, creation_kind
from forum.recipes.document import ALLERGENS, DIETS, Document
from forum.recipes.forms import DRAFT_FIELDS, CreationForm, PasteForm
from forum.recipes.operations.writing import Written, prepare_creation
from forum.recipes.queries.versions import Version
from forum.recipes.reading_form import document_from, language_of
from forum.recipes.sheet import Sheet, make_sheet
from forum.recipes.typed import Parts
from forum.recipes.words import story_html


@dataclass
class Composing:
    """A form that is being shown or was sent. `post` is what it changes; `before` what it does not show of it."""

    form: CreationForm
    kind: CreationKind
    place: str
    act: str
    parts: Parts = field(default_factory=Parts)
    before: Document = field(default_factory=Document)
    post: Post | None = None
    original: Topic | None = None
    drafted: bool = False
    conflict: str | None = None
    difference: list[Part] = field(default_factory=list)
    paste: PasteForm | None = None
    was_typed: bool = False
    """Whether something had been typed before what was pasted came into the form."""
    versions: Sequence[Version] = ()
    version_id: int = 0
    """Which earlier version the form shows; 0 for none."""

    def __post_init__(self) -> None:
        """Call the parts as this kind of creation calls them."""
        for part, name in (("ingredients", "materials"), ("tools", "tools"), ("steps", "steps")):
            self.form[part].label.text = self.kind.word(name)

    def written(self, viewer: Viewer, read_level: int) -> Written:
        """Return what was typed, checked and brought into words.

        Raises:
            Invalid: with one message for each field.
        """
        usual = usual_language(viewer.id, current_language())
        document = document_from(self.form, self.parts, self.before, usual)
        try:
            return prepare_creation(
                document,
                self.form.body.data or "",
                read_level=read_level,
                language=language_of(self.form, self.parts, usual),
                usual=usual,
            )
        except Invalid as error:
            raise self._beside_fields(error) from error

    def find_what_else_is_wrong(self, viewer: Viewer) -> None:
        """Where title or category cannot stand, say what is wrong with the rest, too: not one after the other."""
        try:
            self.written(viewer, 0)
        except Invalid as error:
            others = {name: message for name, message in error.errors.items() if name not in self.form.errors}
            if others:
                self.form.refuse(Invalid(errors=others))

    def _beside_fields(self, error: Invalid) -> Invalid:
        """Return `error` with the document's names of fields turned into the form's; steps get theirs beside them."""
        errors: dict[str, str] = {}
        rows = [row for row in self.parts.steps if not row.is_empty]
        for name, message in error.errors.items():
            step, _dash, number = name.partition("-")
            if step == "step" and int(number) < len(rows):
                rows[int(number)].error = message
                errors.setdefault("steps", message)
            else:
                errors[{"category": "course", "photos": "cover"}.get(name, name)] = message
        return Invalid(errors=errors)

    def page(self, status: int | None = None) -> Response:
        """Return the page with the form as it is now; with a preview when that was asked for."""
        viewer = current_viewer()
        preview = self._preview(viewer) if request.form.get("preview") == "yes" else None
        template = render_template(
            "recipes/compose.html",
            form=self.form,
            kind=self.kind,
            parts=self.parts,
            place=self.place,
            act=self.act,
            drafted=self.drafted,
            preview=preview,
            original=self.original,
            post=self.post,
            conflict=self.conflict,
            difference=self.difference,
            versions=self.versions,
            version_id=self.version_id,
            paste=self.paste or PasteForm(formdata=None),
            was_typed=self.was_typed,
            all_diets=DIETS,
            all_allergens=ALLERGENS,
            draft_fields=" ".join(DRAFT_FIELDS),
            here=request.full_path.rstrip("?") if request.method == "GET" else url_for("recipe_writing.new"),
        )
        failed = bool(self.form.errors or self.form.form_errors) and not _only_arranged()
        return private(make_response(template, status or (422 if failed else 200)))

    def _preview(self, viewer: Viewer) -> Sheet | None:
        try:
            written = self.written(viewer, 0)
        except Invalid as error:
            self.form.refuse(error)
            return None
        return make_sheet(
            0,
            self.kind,
            written.document,
            language=written.text.language,
            story=Markup(story_html(written.text.rendered.html)),  # noqa: S704 - see forum.core.markup
        )


def asked_kind(key: str | None) -> CreationKind:
    """Return the kind of creation that is to be written.

    Raises:
        NotFound: when there is none of this name.
    """
    kind = creation_kind(key or RECIPE)
    if kind is None:
        raise NotFound
    return kind


def new_form(viewer: Viewer, kind: CreationKind) -> CreationForm:
    """Return the form for a new creation."""
    form = CreationForm.offering(categories_to_start_in(viewer), is_food=kind.is_food, is_new=True)
    form.kind.data = kind.key
    return form


def usual_category(viewer: Viewer, kind: CreationKind) -> int:
    """Return the category in which most creations of this kind stand; else the first in which one may begin."""
    offered = [number for number, _name in categories_to_start_in(viewer)]
    most = (
        select(Topic.category_id)
        .where(Topic.kind == kind.key, Topic.category_id.in_(offered))
        .group_by(Topic.category_id)
        .order_by(func.count().desc(), Topic.category_id)
        .limit(1)
    )
    return db.session.scalar(most) or next(iter(offered), 0)


def arranged(composing: Composing) -> bool:
    """Do what a button that arranges steps asks for; answers whether one was pressed or a preview is wanted."""
    if not wants_preview():
        return False
    composing.parts.arrange(request.form.get("preview", ""))
    return True


def _only_arranged() -> bool:
    return request.form.get("preview", "yes") != "yes"
