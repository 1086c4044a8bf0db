"""A member's own page, as others see it, and the form that changes it."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.forms import ProfileForm
from forum.accounts.models import Member
from forum.accounts.operations.members import describe_member, free_name, rename_member
from forum.accounts.policy import get_member_for, get_own_member
from forum.accounts.profiles import about_as_html, shown_profile, structured_profile
from forum.accounts.settings import brand_names
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer


@blueprint.get("/members/<handle>")
def profile(handle: str) -> ResponseReturnValue:
    """Show a member; a former handle leads to the present one."""
    viewer = current_viewer()
    member = get_member_for(viewer, handle)
    if member.handle != handle:
        return redirect(url_for("accounts.profile", handle=member.handle), 301)
    shown = shown_profile(member)
    address = current_app.config["PUBLIC_URL"] + url_for("accounts.profile", handle=handle)
    return render_template(
        "accounts/profile.html",
        member=shown,
        is_own=viewer.id == member.id,
        structured_data=structured_profile(shown, address),
    )


@blueprint.route("/settings/profile", methods=["GET", "POST"])
@sign_in_required
@limit_write("settings")
def edit_profile() -> ResponseReturnValue:
    """Change name, text and languages."""
    viewer = current_viewer()
    member = get_own_member(viewer)
    form = ProfileForm(
        name=member.name, first_name=member.first_name, about=member.about_source, languages=member.languages
    )
    if form.validate_on_submit():
        try:
            _save(form, get_own_member(viewer))
            flash(_("Saved."))
            return redirect(url_for("accounts.edit_profile"), 303)
        except Invalid as error:
            form.refuse(error)
    shown = shown_profile(member)
    return render_template("accounts/settings/profile.html", form=form, member=shown), form.status


def _save(form: ProfileForm, member: Member) -> None:
    name = free_name(form.name.data or "", brand_names=brand_names(), member=member)
    about = form.about.data or ""
    about_html = about_as_html(about)
    now = clock.now()
    with write_transaction():
        own = get_own_member(current_viewer())
        rename_member(own, name, now=now)
        describe_member(
            own,
            first_name=form.first_name.data or "",
            about_source=about,
            about_html=about_html,
            languages=list(form.languages.data or []),
            now=now,
        )
