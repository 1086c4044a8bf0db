"""Giving a badge by hand, and taking it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from wtforms.fields.choices import SelectChoice

from forum.accounts.policy import get_member_for
from forum.admin.badge_forms import AwardForm
from forum.admin.views.badge_rules import get_rule_row
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.badges.operations.awards import award_by_hand, take_back
from forum.badges.queries.holders import page_of_holders
from forum.badges.rules import rule_of
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission


@blueprint.route("/admin/badges/<int:rule_id>/awards", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def badge_awards(rule_id: int) -> ResponseReturnValue:
    """Give a badge by hand to a member."""
    viewer = whoever_may(Permission.MANAGE_BADGES)
    rule = rule_of(get_rule_row(rule_id))
    if not rule.is_by_hand:
        raise NotFound
    form = AwardForm()
    form.level.choices = [SelectChoice(level, "★" * level) for level in range(1, rule.levels + 1)]
    if form.validate_on_submit():
        try:
            with write_transaction():
                member = get_member_for(viewer, (form.handle.data or "").strip().lstrip("@"))
                award_by_hand(rule, member, level=form.level.data, actor=viewer, now=clock.now())
        except NotFound:
            form.refuse(Invalid(_("There is no member of this name."), field="handle"))
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("The badge is given."))
            return redirect(url_for("admin.badge_awards", rule_id=rule_id), 303)
    page = page_of_holders(viewer, rule)
    return render_template(
        "admin/badge_awards.html", form=form, rule=rule, page=page
    ), 422 if form.errors else 200


@blueprint.post("/admin/badges/<int:rule_id>/awards/delete")
@login_required
@limit_write("manage")
def take_badge_back(rule_id: int) -> ResponseReturnValue:
    """Take back a badge that was given by hand."""
    viewer = whoever_may(Permission.MANAGE_BADGES)
    handle, _at, level = request.form.get("award", "").partition(" ")
    with write_transaction():
        rule = rule_of(get_rule_row(rule_id))
        member = get_member_for(viewer, handle)
        take_back(rule, member, level=int(level) if level.isdecimal() else 0, actor=viewer, now=clock.now())
    flash(_("The badge is taken back."))
    return redirect(url_for("admin.badge_awards", rule_id=rule_id), 303)
