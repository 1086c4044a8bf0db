"""Word rules: the list, writing one, trying it on the last posts before it is saved."""

from __future__ import annotations

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.gatekeeping.forms import BareForm, RuleForm
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.operations.rules import add_rule, change_rule, checked_rule, remove_rule
from forum.gatekeeping.policy import get_rule_for
from forum.gatekeeping.queries.rules import Trial, all_rules, try_rule, was_there
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.route("/moderation/words", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def words() -> ResponseReturnValue:
    """List the rules, and write a new one: first it shows what it would have hit, then it is saved."""
    viewer = keeper()
    form = RuleForm()
    trial = None
    if form.validate_on_submit():
        try:
            trial = _tried(form, viewer)
            if form.was_tried:
                with write_transaction():
                    add_rule(form.rule(), actor=viewer, now=clock.now())
                flash(_("The rule holds from now on."))
                return redirect(url_for("gatekeeping.words"), 303)
            form.tried.data = form.mark
        except Invalid as error:
            form.refuse(error)
    return _page(form, trial)


@blueprint.route("/moderation/words/<int:rule_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def word(rule_id: int) -> ResponseReturnValue:
    """Change a rule, after trying it again. Of one that was taken away the record still speaks, and leads here."""
    viewer = keeper()
    try:
        rule = get_rule_for(viewer, rule_id)
    except NotFound:
        if not was_there(rule_id):
            raise
        page = show("word_is_gone.html")
        page.status_code = 410
        return page
    form = RuleForm(obj=rule)
    trial = None
    if form.validate_on_submit():
        try:
            trial = _tried(form, viewer)
            if form.was_tried:
                with write_transaction():
                    change_rule(get_rule_for(viewer, rule_id), form.rule(), actor=viewer, now=clock.now())
                flash(_("The rule is changed."))
                return redirect(url_for("gatekeeping.words"), 303)
            form.tried.data = form.mark
        except Invalid as error:
            form.refuse(error)
    return _page(form, trial, rule)


@blueprint.post("/moderation/words/<int:rule_id>/delete")
@sign_in_required
@limit_write("moderate")
def remove_word(rule_id: int) -> ResponseReturnValue:
    """Take a rule away."""
    viewer = keeper()
    get_rule_for(viewer, rule_id)
    if BareForm().validate_on_submit():
        with write_transaction():
            remove_rule(get_rule_for(viewer, rule_id), actor=viewer, now=clock.now())
        flash(_("The rule is gone."))
    return redirect(url_for("gatekeeping.words"), 303)


def _tried(form: RuleForm, viewer: Viewer) -> Trial:
    return try_rule(checked_rule(form.rule()), viewer)


def _page(form: RuleForm, trial: Trial | None, rule: WordRule | None = None) -> Response:
    rules = [] if rule is not None else all_rules()
    return show("words.html", form=form, trial=trial, rule=rule, rules=rules)
