"""Making, changing and ordering categories."""

from __future__ import annotations

from itertools import starmap
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from forum.admin.forms import CategoryForm
from forum.admin.record_words import PARTS
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.audit.changes import changed
from forum.audit.operations import record_act
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import LANGUAGES, localized
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission
from forum.discussions.models import Category
from forum.discussions.operations.categories import (
    CategoryDescription,
    change_category,
    create_category,
    move_category,
)


@blueprint.get("/admin/categories")
@login_required
def categories() -> ResponseReturnValue:
    """List the categories in their order, children below their parents."""
    whoever_may(Permission.MANAGE_CATEGORIES)
    found = list(db.session.scalars(select(Category).order_by(Category.position, Category.id)))
    ordered = [
        each
        for parent in found
        if parent.parent_id is None
        for each in (parent, *(child for child in found if child.parent_id == parent.id))
    ]
    return render_template("admin/categories.html", categories=ordered)


@blueprint.route("/admin/categories/new", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_category() -> ResponseReturnValue:
    """Make a category."""
    return _edit(None)


@blueprint.route("/admin/categories/<int:category_id>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def category(category_id: int) -> ResponseReturnValue:
    """Change a category."""
    return _edit(_get(category_id))


@blueprint.post("/admin/categories/<int:category_id>/place")
@login_required
@limit_write("manage")
def place_category(category_id: int) -> ResponseReturnValue:
    """Move a category one place up or down."""
    viewer = whoever_may(Permission.MANAGE_CATEGORIES)
    with write_transaction():
        move_category(_get(category_id), by=-1 if request.form.get("by") == "up" else 1, actor=viewer)
    return redirect(url_for("admin.categories"), 303)


def _get(category_id: int) -> Category:
    whoever_may(Permission.MANAGE_CATEGORIES)
    found = db.session.get(Category, category_id)
    if found is None:
        raise NotFound
    return found


def _edit(existing: Category | None) -> ResponseReturnValue:
    viewer = whoever_may(Permission.MANAGE_CATEGORIES)
    form = CategoryForm(obj=existing)
    form.parent_id.choices = list(starmap(SelectChoice, _parents(existing)))
    form.parent_id.data = form.parent_id.data or 0
    texts = _texts(existing)
    if form.validate_on_submit():
        try:
            with write_transaction():
                if existing is None:
                    target, act = (
                        create_category(_description(form), actor=viewer, now=clock.now()),
                        "category.created",
                    )
                    was: dict[str, object] = {}
                else:
                    target, act = _get(existing.id), "category.changed"
                    was = _facts(target)
                    change_category(target, _description(form), actor=viewer, now=clock.now())
                record_act(
                    act,
                    actor=viewer,
                    subject_type="category",
                    subject_id=target.id,
                    now=clock.now(),
                    **changed(was, _facts(target)),
                )
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The category is saved."))
            return redirect(url_for("admin.categories"), 303)
    page = render_template(
        "admin/category.html", form=form, category=existing, texts=texts, LANGUAGES=LANGUAGES
    )
    return page, 422 if form.is_submitted() else 200


def _facts(category: Category) -> dict[str, object]:
    """Return what the record keeps of a category."""
    return {part: getattr(category, part) for part in PARTS}


def _texts(existing: Category | None) -> dict[str, dict[str, str]]:
    """Return names and descriptions as they were just typed, else as they stand."""
    if request.method == "POST":
        return {
            kind: {language: request.form.get(f"{kind}-{language}", "") for language in LANGUAGES}
            for kind in ("names", "descriptions")
        }
    return {
        "names": existing.names if existing else {},
        "descriptions": existing.descriptions if existing else {},
    }


def _description(form: Any) -> CategoryDescription:
    texts = _texts(None)
    return CategoryDescription(
        names=texts["names"],
        descriptions=texts["descriptions"],
        colour=form.colour.data,
        parent_id=form.parent_id.data or None,
        read_level=form.read_level.data,
        reply_level=form.reply_level.data,
        start_level=form.start_level.data,
    )


def _parents(existing: Category | None) -> list[tuple[int, str]]:
    tops = select(Category).where(Category.parent_id.is_(None)).order_by(Category.position, Category.id)
    others = [each for each in db.session.scalars(tops) if existing is None or each.id != existing.id]
    return [(0, _("nothing: it stands on its own")), *((each.id, localized(each.names)) for each in others)]
