"""Writing a creation and changing it. Guests write first and sign up afterwards: what they typed waits for them."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.i18n import current_language
from forum.core.limits import limit_write
from forum.core.markup.withholding import withhold_quotes
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.forms import split_tags
from forum.discussions.models import Post, PostState, Tag, Topic, topic_tag
from forum.discussions.operations.drafts import discard_draft
from forum.discussions.operations.editing import EditConflict
from forum.discussions.operations.texts import withheld_quotes
from forum.discussions.operations.topics import first_post_of
from forum.discussions.policy import get_category_for, get_topic_for
from forum.discussions.rights import may_edit, require
from forum.discussions.views.drafted import fill_from_draft
from forum.discussions.views.sending import publish_once, sent_to, wants_preview
from forum.discussions.word_diff import word_diff
from forum.recipes.document import as_variation
from forum.recipes.forms import CreationForm, PasteForm
from forum.recipes.operations.writing import edit_creation, start_creation
from forum.recipes.pasting.filling import fill_from_pasted
from forum.recipes.pasting.reading import PASTE_LENGTH, read_paste
from forum.recipes.policy import get_creation_for
from forum.recipes.queries.versions import version_document, versions_of
from forum.recipes.reading_form import fill_from_document, groups_from
from forum.recipes.typed import parts_from_document, parts_from_draft, parts_from_request
from forum.recipes.variation_drafts import variation_place
from forum.recipes.views.composing import Composing, arranged, asked_kind, new_form, usual_category
from forum.recipes.words import story_of

blueprint = Blueprint("recipe_writing", __name__)


@blueprint.url_value_preprocessor
def _make_room(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let a saved page in whole, though it comes as a field: said here, before its token is looked for."""
    if endpoint == "recipe_writing.paste":
        request.max_form_memory_size = 4 * PASTE_LENGTH


@blueprint.get("/recipes/new")
def new() -> ResponseReturnValue:
    """Offer the form for a new creation, empty or filled with the one that is varied."""
    viewer = current_viewer()
    composing = _new(viewer, request.args.get("kind"), request.args.get("variation_of", 0, type=int))
    form = composing.form
    composing.drafted = fill_from_draft(form, viewer, composing.place)
    if composing.drafted:
        composing.parts = parts_from_draft(form.parts.data)
    elif composing.original is not None:
        form.title.data = _("My version of %(title)s", title=composing.original.title)
        fill_from_document(form, composing.before, composing.original.language)
        composing.parts = parts_from_document(composing.before)
    if not form.category.data:
        asked = request.args.get("category", 0, type=int)
        form.category.data = asked or usual_category(viewer, composing.kind)
    return composing.page()


@blueprint.post("/recipes")
@limit_write("post", only_looks=wants_preview)
def start() -> ResponseReturnValue:
    """Publish a creation with what was typed."""
    viewer = current_viewer()
    sent = request.form
    composing = _new(viewer, sent.get("kind"), sent.get("variation_of", 0, type=int))
    form = composing.form
    composing.parts = parts_from_request(sent)
    if arranged(composing) or viewer.id is None:
        return composing.page()
    if not form.validate_on_submit():
        composing.find_what_else_is_wrong(viewer)
        return composing.page()
    try:
        return publish_once(viewer, form.once.data, lambda: _started(viewer, composing))
    except Invalid as error:
        form.refuse(error)
        return composing.page()


@blueprint.get("/recipes/<int:topic_id>/edit")
@sign_in_required
def edit(topic_id: int) -> ResponseReturnValue:
    """Offer a creation for change, as it is or, by `version`, as it was once."""
    viewer = current_viewer()
    composing = _changing(viewer, topic_id)
    form, post = composing.form, composing.post
    assert post is not None
    version_id = request.args.get("version", 0, type=int)
    composing.version_id, composing.versions = version_id, versions_of(topic_id)
    composing.drafted = not version_id and fill_from_draft(form, viewer, composing.place)
    if composing.drafted:
        composing.parts = parts_from_draft(form.parts.data)
        return composing.page()
    topic = get_topic_for(viewer, topic_id)
    form.title.data, form.body.data = topic.title, _shown_story(post)
    form.tags.data = ", ".join(_tag_names(topic))
    form.revision.data = post.revision_count
    shown = version_document(topic_id, version_id) if version_id else composing.before
    fill_from_document(form, shown, topic.language)
    composing.parts = parts_from_document(shown)
    return composing.page()


@blueprint.post("/recipes/<int:topic_id>/revisions")
@sign_in_required
@limit_write("post", only_looks=wants_preview)
def revise(topic_id: int) -> ResponseReturnValue:
    """Let a creation be what was typed; what it was before stays readable."""
    viewer = current_viewer()
    composing = _changing(viewer, topic_id)
    composing.parts = parts_from_request(request.form)
    if arranged(composing):
        return composing.page()
    if not composing.form.validate_on_submit():
        composing.find_what_else_is_wrong(viewer)
        return composing.page()
    try:
        _revised(viewer, topic_id, composing)
    except EditConflict as conflict:
        return _in_conflict(composing, conflict)
    except Invalid as error:
        composing.form.refuse(error)
        return composing.page()
    return sent_to(url_for("recipes.recipe", topic_id=topic_id))


@blueprint.post("/recipes/paste")
@limit_write("preview")
def paste() -> ResponseReturnValue:
    """Fill the form with a recipe from elsewhere, for its writer to look over; what was typed stays in it."""
    composing = _new(current_viewer(), None, 0)
    composing.parts = parts_from_request(request.form)
    composing.paste = PasteForm()
    try:
        pasted = read_paste(composing.paste.pasted.data or "", current_language())
    except Invalid as error:
        composing.paste.pasted.errors = [str(error)]
        return composing.page(422)
    composing.was_typed = fill_from_pasted(composing.form, composing.parts, pasted, current_language())
    composing.paste = PasteForm(formdata=None)
    return composing.page(200)


@blueprint.post("/recipes/ingredients")
@limit_write("preview")
def review() -> ResponseReturnValue:
    """Show what is understood of the lines that are being typed."""
    typed = request.form.get("ingredients", "")
    language = current_language()
    try:
        groups, error = groups_from(typed, language), ""
    except Invalid as refusal:
        groups, error = (), str(refusal)
    page = render_template("recipes/_review.html", groups=groups, error=error, language=language)
    return private(make_response(page))


def _new(viewer: Viewer, kind_key: str | None, original_id: int) -> Composing:
    opened = get_creation_for(viewer, original_id) if original_id else None
    kind = asked_kind(opened.creation.kind if opened else kind_key)
    form = new_form(viewer, kind)
    if len(form.category.choices) < 2:
        raise NotAllowed(_("You may not start a topic here."))
    place = variation_place(original_id) if opened else f"create:{kind.key}"
    composing = Composing(form, kind, place, url_for("recipe_writing.start"))
    if opened is not None:
        require(opened.post.state == PostState.VISIBLE, _("This post is not shown."))
        composing.original, composing.before = opened.topic, as_variation(opened.document)
        form.variation_of.data = str(original_id)
    return composing


def _changing(viewer: Viewer, topic_id: int) -> Composing:
    opened = get_creation_for(viewer, topic_id)
    require(may_edit(viewer, opened.post), _("You cannot change this post."))
    kind = asked_kind(opened.creation.kind)
    form = CreationForm.offering([], is_food=kind.is_food, is_new=False)
    act = url_for("recipe_writing.revise", topic_id=topic_id)
    return Composing(form, kind, f"edit:{opened.post.id}", act, before=opened.document, post=opened.post)


def _started(viewer: Viewer, composing: Composing) -> int:
    form = composing.form
    category = get_category_for(viewer, form.category.data)
    written = composing.written(viewer, category.read_level)
    original_id = composing.original.id if composing.original is not None else None
    with write_transaction():
        topic = start_creation(
            written,
            kind=composing.kind.key,
            category=get_category_for(viewer, form.category.data),
            title=form.title.data or "",
            author=viewer,
            now=clock.now(),
            tags=split_tags(form.tags.data),
            variation_of=get_creation_for(viewer, original_id).topic if original_id else None,
            once=form.once.data,
        )
        discard_draft(viewer, composing.place)
        post = first_post_of(topic)
    if post.state == PostState.HELD:
        flash(_("Thank you. A moderator looks at it before others see it."), "info")
    return post.id


def _revised(viewer: Viewer, topic_id: int, composing: Composing) -> None:
    form, post = composing.form, composing.post
    assert post is not None
    written = composing.written(viewer, post.read_level)
    with write_transaction():
        edit_creation(
            get_creation_for(viewer, topic_id).post,
            written,
            title=form.title.data or "",
            editor=viewer,
            now=clock.now(),
            based_on_revision=form.revision.data or 0,
            tags=split_tags(form.tags.data),
        )
        discard_draft(viewer, composing.place)


def _in_conflict(composing: Composing, conflict: EditConflict) -> ResponseReturnValue:
    """Show what the creation says now beside what was typed; sending again replaces the one by the other knowingly."""
    post = db.session.get_one(Post, conflict.post_id)
    composing.post, composing.conflict = post, post.text
    composing.form.revision.data, composing.form.revision.raw_data = conflict.revision, None
    written = composing.written(current_viewer(), post.read_level)
    composing.difference = word_diff(conflict.source, written.text.source)
    return composing.page(409)


def _shown_story(post: Post) -> str:
    """Return the story as the editor shows it: words that may be read no longer where they come from are withheld."""
    withheld = withheld_quotes([post.source], read_level=post.read_level)
    return story_of(withhold_quotes(post.source, withheld, label=_("The quoted text is hidden.")))


def _tag_names(topic: Topic) -> list[str]:
    names = (
        select(Tag.name).join(topic_tag, topic_tag.c.tag_id == Tag.id).where(topic_tag.c.topic_id == topic.id)
    )
    return list(db.session.scalars(names.order_by(Tag.name)))
