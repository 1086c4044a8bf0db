"""Kinds of creation: what members make beside recipes, and how its parts are called."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.admin.views.blueprint import blueprint, whoever_may
from forum.audit.operations import record_act
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission
from forum.discussions.forms import BareForm
from forum.recipes.creation_kinds import ICONS, RECIPE, CreationKind, creation_kind, creation_kinds
from forum.recipes.operations.kinds import PARTS, KindDescription, remove_kind, save_kind


@blueprint.get("/admin/creations")
@login_required
def creations() -> ResponseReturnValue:
    """List the kinds of creation."""
    whoever_may(Permission.DEFINE_CREATIONS)
    defined = [kind for kind in creation_kinds() if kind.key != RECIPE]
    return render_template("admin/creations.html", kinds=defined)


@blueprint.route("/admin/creations/new", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_creation() -> ResponseReturnValue:
    """Define a kind of creation."""
    return _edit(None)


@blueprint.route("/admin/creations/<kind_key>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def creation(kind_key: str) -> ResponseReturnValue:
    """Change how a kind of creation and its parts are called."""
    whoever_may(Permission.DEFINE_CREATIONS)
    kind = creation_kind(kind_key)
    if kind is None or kind.key == RECIPE:
        raise NotFound
    return _edit(kind)


@blueprint.post("/admin/creations/<kind_key>/delete")
@login_required
@limit_write("manage")
def remove_creation(kind_key: str) -> ResponseReturnValue:
    """Forget a kind of creation of which nobody has made anything."""
    viewer = whoever_may(Permission.DEFINE_CREATIONS)
    try:
        with write_transaction():
            remove_kind(kind_key, actor=viewer)
            _record("creation-kind.removed", kind_key)
    except Invalid as error:
        flash(str(error), "bad")
    return redirect(url_for("admin.creations"), 303)


def _edit(existing: CreationKind | None) -> ResponseReturnValue:
    viewer = whoever_may(Permission.DEFINE_CREATIONS)
    form = BareForm()
    said = _said(existing)
    if form.validate_on_submit():
        try:
            with write_transaction():
                save_kind(said, actor=viewer, is_new=existing is None)
                _record("creation-kind.saved", said.key)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The kinds of creation are saved."))
            return redirect(url_for("admin.creations"), 303)
    page = render_template(
        "admin/creation.html", form=form, existing=existing, said=said, icons=ICONS, languages=LANGUAGES
    )
    return page, 422 if form.form_errors else 200


def _said(existing: CreationKind | None) -> KindDescription:
    """Return what was just typed, else what stands."""
    if request.method == "POST":
        words = {part: {each: request.form.get(f"{part}-{each}", "") for each in LANGUAGES} for part in PARTS}
        key = existing.key if existing else request.form.get("key", "").strip()
        return KindDescription(key, request.form.get("icon", ""), words)
    if existing is None:
        return KindDescription("", ICONS[0], {part: {} for part in PARTS})
    return KindDescription(existing.key, existing.icon, {part: getattr(existing, part) for part in PARTS})


def _record(act: str, key: str) -> None:
    viewer = whoever_may(Permission.DEFINE_CREATIONS)
    record_act(act, actor=viewer, subject_type="settings", subject_id=None, now=clock.now(), key=key)
