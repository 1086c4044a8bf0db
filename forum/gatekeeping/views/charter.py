"""The charter: a new edition for administrators, earlier ones for everybody, and a member's yes to the present one."""

from __future__ import annotations

import csv
from io import StringIO

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from forum.accounts.next_page import page_before
from forum.accounts.policy import get_own_member
from forum.accounts.views.guards import sign_in_required
from forum.core.clauses import with_places
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.i18n import LANGUAGES, localized
from forum.core.limits import limit_write
from forum.core.markup.render import render
from forum.core.policy import Invalid, NotAllowed, NotFound, Permission, Viewer
from forum.core.settings import get_setting
from forum.core.versions import depend_on
from forum.core.viewing import current_viewer
from forum.gatekeeping.forms import BareForm
from forum.gatekeeping.forms_of_charter import CharterForm
from forum.gatekeeping.models import CharterEdition
from forum.gatekeeping.operations.charter import TEXTS, accept_charter, publish_charter
from forum.gatekeeping.queries.charter import acceptances, accepted_by_number, editions
from forum.gatekeeping.views.blueprint import blueprint, show

CHARTER = "/charter"


@blueprint.route("/charter/editions/new", methods=["GET", "POST"])
@sign_in_required
@limit_write("manage")
def new_edition() -> ResponseReturnValue:
    """Publish a new edition, in every language at once."""
    viewer = current_viewer()
    _require_publisher(viewer)
    form = CharterForm(data={f"text_{code}": text for code, text in get_setting(TEXTS).items()})
    if form.validate_on_submit():
        try:
            with write_transaction():
                publish_charter(
                    form.texts(),
                    form.changes(),
                    actor=viewer,
                    now=clock.now(),
                    is_editorial=form.is_editorial.data,
                )
            flash(
                _("The correction holds. Nobody has to accept it again.")
                if form.is_editorial.data
                else _("The new edition holds. Members are asked to accept it.")
            )
            return redirect(CHARTER, 303)
        except Invalid as error:
            form.refuse(error)
    return show(
        "charter.html", form=form, editions=editions(), accepted=accepted_by_number(), languages=LANGUAGES
    )


@blueprint.get("/charter/editions/<int:number>/acceptances.csv")
@sign_in_required
def who_accepted(number: int) -> Response:
    """Give administrators who said yes to an edition, and when."""
    _require_publisher(current_viewer())
    if db.session.get(CharterEdition, number) is None:
        raise NotFound
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("member", "accepted_at", "edition"))
    lines.writerows((row.handle, row.at.isoformat(), number) for row in acceptances(number))
    answer = Response(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="charter-{number}-acceptances.csv"'
    return private(answer)


@blueprint.get("/charter/editions/<int:number>")
def edition(number: int) -> ResponseReturnValue:
    """Show an edition as it was accepted, and what it changed."""
    depend_on()
    row = db.session.get(CharterEdition, number)
    if row is None:
        raise NotFound
    body = Markup(with_places(render(localized(row.texts)).html))  # noqa: S704 - sanitised by the markup room
    page = make_response(
        render_template("gatekeeping/edition.html", edition=row, body=body, editions=editions())
    )
    return private(page) if current_viewer().is_authenticated else page


@blueprint.post("/charter/acceptance")
@sign_in_required
@limit_write("settings")
def accept() -> ResponseReturnValue:
    """Note that the member accepts the edition that they were shown."""
    if BareForm().validate_on_submit():
        try:
            with write_transaction():
                number = request.form.get("edition", 0, type=int)
                accept_charter(get_own_member(current_viewer()), number, now=clock.now())
            flash(_("Thank you. It is noted that you accept the charter."))
        except Invalid as error:
            flash(str(error), "error")
            return redirect(CHARTER, 303)
    return redirect(page_before(), 303)


def _require_publisher(viewer: Viewer) -> None:
    if not viewer.may(Permission.MANAGE_SETTINGS):
        raise NotAllowed(_("Only administrators publish the charter."))
