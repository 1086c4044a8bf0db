"""Changing a post, and taking it back."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.kinds import kinds
from forum.core.limits import limit_write
from forum.core.markup.withholding import withhold_quotes
from forum.core.policy import Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.forms import BareForm, EditForm, split_tags
from forum.discussions.models import Post, Tag, Topic, topic_tag
from forum.discussions.operations.drafts import discard_draft
from forum.discussions.operations.editing import EditConflict, edit_post
from forum.discussions.operations.texts import prepare_text, withheld_quotes
from forum.discussions.operations.topics import topic_of
from forum.discussions.operations.withdrawals import KEPT_AFTER_WITHDRAWAL, withdraw_post
from forum.discussions.policy import get_post_for
from forum.discussions.rights import may_edit, may_withdraw, require
from forum.discussions.views.drafted import fill_from_draft
from forum.discussions.views.sending import preview_of, sent_to, wants_preview
from forum.discussions.word_diff import word_diff

blueprint = Blueprint("editing", __name__)


@blueprint.get("/posts/<int:post_id>/edit")
@sign_in_required
def edit(post_id: int) -> ResponseReturnValue:
    """Offer a post's text for change."""
    viewer = current_viewer()
    post = _post_to_edit(viewer, post_id)
    if (elsewhere := _own_form(post)) is not None:
        return redirect(elsewhere)
    form = _form_for(post)
    drafted = fill_from_draft(form, viewer, f"edit:{post_id}")
    if not drafted:
        topic = topic_of(post)
        form.body.data = _shown_source(post)
        if post.number == 1:
            form.title.data, form.tags.data = topic.title, ", ".join(_tag_names(topic))
        form.revision.data = post.revision_count
    return _edit_page(form, post, drafted=drafted)


@blueprint.post("/posts/<int:post_id>/revisions")
@sign_in_required
@limit_write("post", only_looks=wants_preview)
def revise(post_id: int) -> ResponseReturnValue:
    """Let a post say what was written; what it said before becomes a revision."""
    viewer = current_viewer()
    post = _post_to_edit(viewer, post_id)
    if (elsewhere := _own_form(post)) is not None:
        return redirect(elsewhere, 303)
    form = _form_for(post)
    if wants_preview() or not form.validate_on_submit():
        return _edit_page(form, post)
    try:
        _revised(viewer, post, form)
    except EditConflict as conflict:
        return _conflict_page(form, conflict)
    except Invalid as error:
        form.refuse(error)
        return _edit_page(form, _post_to_edit(viewer, post_id))
    return sent_to(url_for("discussions.permalink", post_id=post_id))


def _revised(viewer: Viewer, post: Post, form: EditForm) -> None:
    post_id, opens = post.id, post.number == 1
    text = prepare_text(form.body.data or "", read_level=post.read_level, usual=post.language)
    title, tags = (form.title.data, split_tags(form.tags.data)) if opens else (None, None)
    with write_transaction():
        edit_post(
            get_post_for(viewer, post_id),
            source=text,
            editor=viewer,
            now=clock.now(),
            based_on_revision=form.revision.data or 0,
            title=title,
            tags=tags,
        )
        discard_draft(viewer, f"edit:{post_id}")


@blueprint.route("/posts/<int:post_id>/withdrawal", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def withdraw(post_id: int) -> ResponseReturnValue:
    """Take one's own post back. What will follow is said before it is done."""
    viewer = current_viewer()
    post = get_post_for(viewer, post_id)
    form = BareForm()
    if form.validate_on_submit():
        with write_transaction():
            withdraw_post(get_post_for(viewer, post_id), actor=viewer, now=clock.now())
            discard_draft(viewer, f"edit:{post_id}")
        flash(_("Your post is taken back."))
        return sent_to(url_for("discussions.topic", topic_id=post.topic_id))
    require(may_withdraw(viewer, post), _("Only its author can take a post back."))
    page = render_template("discussions/withdraw.html", form=form, post=post, days=KEPT_AFTER_WITHDRAWAL.days)
    return private(make_response(page))


def _post_to_edit(viewer: Viewer, post_id: int) -> Post:
    post = get_post_for(viewer, post_id)
    require(may_edit(viewer, post), _("You cannot change this post."))
    return post


def _own_form(post: Post) -> str | None:
    """Return where a post is changed whose kind of topic has a form of its own."""
    kind = kinds.get(topic_of(post).kind) if post.number == 1 else None
    return kind.edit(post.topic_id) if kind is not None and kind.edit is not None else None


def _form_for(post: Post) -> EditForm:
    return EditForm() if post.number == 1 else EditForm.of_reply()


def _shown_source(post: Post) -> str:
    """Return what stands in the editor: words that may be read no longer where they come from are withheld."""
    return withhold_quotes(
        post.source,
        withheld_quotes([post.source], read_level=post.read_level),
        label=_("The quoted text is hidden."),
    )


def _tag_names(topic: Topic) -> list[str]:
    names = (
        select(Tag.name).join(topic_tag, topic_tag.c.tag_id == Tag.id).where(topic_tag.c.topic_id == topic.id)
    )
    return list(db.session.scalars(names.order_by(Tag.name)))


def _edit_page(form: EditForm, post: Post, *, drafted: bool = False) -> Response:
    page = render_template(
        "discussions/edit.html",
        form=form,
        post=post,
        place=f"edit:{post.id}",
        drafted=drafted,
        preview=preview_of(form, post.read_level),
        conflict=None,
        is_own=post.author_id == current_viewer().id,
    )
    return private(make_response(page, 422 if form.errors else 200))


def _conflict_page(form: EditForm, conflict: EditConflict) -> Response:
    """Show what the post says now beside what was written; sending again replaces the one by the other knowingly."""
    post = db.session.get_one(Post, conflict.post_id)
    present = _shown_source(post)
    form.revision.data, form.revision.raw_data = conflict.revision, None
    page = render_template(
        "discussions/edit.html",
        form=form,
        post=post,
        place=f"edit:{post.id}",
        drafted=False,
        preview=None,
        conflict={"body": present, "title": conflict.title},
        difference=word_diff(present, form.body.data or ""),
        is_own=post.author_id == current_viewer().id,
    )
    return private(make_response(page, 409))
