"""Who is who: finding members, giving roles, inviting."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import or_, select

from forum.accounts.models import Member
from forum.accounts.operations.invitations import create_invitation, open_invitations, withdraw_invitation
from forum.accounts.operations.members import ROLES, set_roles
from forum.accounts.policy import get_member_to_manage
from forum.admin.forms import InvitationForm, RolesForm
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Permission

LIST_SIZE = 50
INVITATION_LINK = "invitation_link"


@blueprint.get("/admin/members")
@login_required
def members() -> ResponseReturnValue:
    """Find members by the beginning of a name, or show the team."""
    whoever_may(Permission.MANAGE_MEMBERS)
    wanted = request.args.get("q", "").strip()
    statement = (
        select(Member).where(Member.erased_at.is_(None)).order_by(Member.name, Member.id).limit(LIST_SIZE)
    )
    if wanted:
        matches = (
            Member.name.istartswith(wanted, autoescape=True),
            Member.handle.istartswith(wanted, autoescape=True),
        )
        statement = statement.where(or_(*matches))
    else:
        statement = statement.where(Member.is_moderator | Member.is_brand | Member.is_administrator)
    return render_template("admin/members.html", members=list(db.session.scalars(statement)), wanted=wanted)


@blueprint.route("/admin/members/<int:member_id>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def member(member_id: int) -> ResponseReturnValue:
    """Give a member roles, or take them away."""
    viewer = whoever_may(Permission.MANAGE_MEMBERS)
    found = get_member_to_manage(viewer, member_id)
    form = RolesForm(data={role: getattr(found, f"is_{role}") for role in ROLES})
    if form.validate_on_submit():
        roles = [role for role in ROLES if form[role].data]
        try:
            with write_transaction():
                changed = get_member_to_manage(viewer, member_id)
                set_roles(changed, roles, actor=viewer, now=clock.now())
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The roles are saved."))
            return redirect(url_for("admin.members"), 303)
    return render_template("admin/member.html", form=form, member=found), 422 if form.errors else 200


@blueprint.route("/admin/invitations", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def invitations() -> ResponseReturnValue:
    """Make an invitation. Its link is shown once, on the page that follows."""
    viewer = whoever_may(Permission.INVITE)
    form = InvitationForm()
    if form.validate_on_submit():
        with write_transaction():
            token = create_invitation(note=form.note.data or "", actor=viewer, now=clock.now())
        session[INVITATION_LINK] = url_for("accounts.invited", token=token, _external=True)
        return redirect(url_for("admin.invitations"), 303)
    return render_template(
        "admin/invitations.html",
        form=form,
        link=session.pop(INVITATION_LINK, None),
        waiting=open_invitations(now=clock.now()),
    )


@blueprint.post("/admin/invitations/<int:invitation_id>/delete")
@login_required
@limit_write("manage")
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Let a link that was sent lead nowhere any more."""
    viewer = whoever_may(Permission.INVITE)
    with write_transaction():
        withdraw_invitation(invitation_id, actor=viewer, now=clock.now())
    flash(_("The invitation is withdrawn. Its link lets nobody in any more."))
    return redirect(url_for("admin.invitations"), 303)
