"""The brand's list of reasons."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed, NotFound, Permission, Viewer
from forum.core.reasons import Reason, every_reason, find_reason
from forum.core.viewing import current_viewer
from forum.moderation.deciding_forms import ReasonForm
from forum.moderation.operations.reasons import ReasonDescription, save_reason, texts_of
from forum.moderation.views.blueprint import blueprint


@blueprint.get("/moderation/reasons")
@login_required
def reasons() -> ResponseReturnValue:
    """List every reason."""
    _keeper()
    return render_template("moderation/reasons.html", reasons=every_reason())


@blueprint.route("/moderation/reasons/new", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_reason() -> ResponseReturnValue:
    """Add a reason."""
    _keeper()
    return _edit(None)


@blueprint.route("/moderation/reasons/<reason_key>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def reason(reason_key: str) -> ResponseReturnValue:
    """Change a reason."""
    _keeper()
    found = find_reason(reason_key)
    if found is None:
        raise NotFound
    return _edit(found)


def _edit(existing: Reason | None) -> ResponseReturnValue:
    viewer = _keeper()
    form = ReasonForm(obj=existing)
    if existing is not None:
        form.key.data = existing.key
    texts = _typed() if request.method == "POST" or existing is None else texts_of(existing)
    if form.validate_on_submit():
        try:
            with write_transaction():
                save_reason(_described(form, texts), actor=viewer, now=clock.now())
            flash(_("The reason is saved."))
            return redirect(url_for("moderation.reasons"), 303)
        except Invalid as error:
            form.refuse(error)
    return render_template(
        "moderation/reason.html", form=form, reason=existing, texts=texts, LANGUAGES=LANGUAGES
    ), form.status


def _described(form: ReasonForm, texts: dict[str, dict[str, str]]) -> ReasonDescription:
    return ReasonDescription(
        key=(form.key.data or "").strip(),
        names=texts["names"],
        texts=texts["texts"],
        clause=form.clause.data or "",
        rests_on=form.rests_on.data,
        law=form.law.data or "",
        reportable=bool(form.reportable.data),
        for_profiles=bool(form.for_profiles.data),
        neutral=bool(form.neutral.data),
        advertising=bool(form.advertising.data),
        offered=bool(form.offered.data),
    )


def _typed() -> dict[str, dict[str, str]]:
    return {
        part: {code: request.form.get(f"{part}-{code}", "") for code in LANGUAGES}
        for part in ("names", "texts")
    }


def _keeper() -> Viewer:
    viewer = current_viewer()
    if not viewer.may(Permission.MANAGE_SETTINGS):
        raise NotAllowed(_("Only administrators may do this."))
    return viewer
