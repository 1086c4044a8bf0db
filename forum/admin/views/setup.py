"""Setting a new community up, with the link that the console printed."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.accounts import passwords
from forum.accounts.models import Purpose
from forum.accounts.names import clean_name
from forum.accounts.operations import members, proofs
from forum.accounts.viewers import viewer_of
from forum.accounts.views.admission import admit
from forum.admin.first_things import lay_the_table
from forum.admin.forms import SetupForm
from forum.admin.tabs import admin_pages
from forum.admin.views.blueprint import blueprint
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import current_language
from forum.core.limits import limit_write
from forum.core.policy import SYSTEM, Invalid, NotAllowed, Permission
from forum.core.settings import get_setting, set_setting
from forum.core.viewing import current_viewer


@blueprint.route("/setup/<token>", methods=["GET", "POST"])
@limit_write("sign-in")
def setup(token: str) -> ResponseReturnValue:
    """Ask for the community's name and its first administrator; looking at the page uses nothing up."""
    if proofs.find_by_link(Purpose.SETUP, token, now=clock.now()) is None:
        return render_template("admin/setup_link_is_old.html"), 410
    form = SetupForm(main_language=current_language())
    if form.validate_on_submit():
        try:
            return _set_up(token, form)
        except Invalid as error:
            form.refuse(error)
    return render_template("admin/setup.html", form=form), 422 if form.is_submitted() else 200


def _set_up(token: str, form: SetupForm) -> ResponseReturnValue:
    name = clean_name(form.name.data or "")
    typed = form.password.data or ""
    passwords.check_password(typed, personal=[name, form.email.data or "", form.site_name.data or ""])
    db.session.rollback()
    password_hash = passwords.hashed(typed)
    now = clock.now()
    languages = {form.main_language.data, *(form.languages.data or [])}
    spoken = current_language()
    with write_transaction():
        if proofs.spend_link(Purpose.SETUP, token, now=now) is None:
            raise Invalid
        set_setting("site.name", form.site_name.data)
        set_setting("site.main_language", form.main_language.data)
        set_setting("site.languages", languages)
        administrator = members.create_member(
            name=name,
            email=form.email.data,
            password_hash=password_hash,
            now=now,
            language=spoken if spoken in languages else form.main_language.data,
            charter_version=get_setting("accounts.charter_version"),
        )
        members.set_roles(administrator, ["administrator"], actor=SYSTEM, now=now)
        lay_the_table(actor=viewer_of(administrator), now=now)
    return admit(administrator.id, method="setup", next_path=url_for("admin.categories"), welcome=True)


@blueprint.get("/admin")
@login_required
def index() -> ResponseReturnValue:
    """List what the viewer may do behind the counter.

    Raises:
        NotAllowed: when that is nothing.
    """
    pages = admin_pages()
    if not pages:
        raise NotAllowed(_("This page is for the team."))
    may_settle = current_viewer().may(Permission.MANAGE_SETTINGS)
    return render_template("admin/index.html", pages=pages, may_settle=may_settle)
