"""The spam check: where it comes from, how it does, and one text to try it on."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.settings import get_setting
from forum.gatekeeping import settings
from forum.gatekeeping.forms import BareForm, TryForm
from forum.gatekeeping.operations.spam import Trained, forget_training, store_model
from forum.gatekeeping.queries.spam import decided_examples, last_training, ordinary_examples
from forum.gatekeeping.spam.kept import present_model, spam_share
from forum.gatekeeping.spam.seed import seed_manifest
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.route("/moderation/spam", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def spam() -> ResponseReturnValue:
    """Show how the check does, and what it thinks of a text; nothing is stored."""
    keeper()
    form = TryForm()
    share = round(100 * spam_share(form.text.data or "")) if form.validate_on_submit() else None
    return show(
        "spam.html",
        form=form,
        share=share,
        holds_from=get_setting(settings.SPAM_HOLDS),
        training=last_training(),
        manifest=seed_manifest(),
    )


@blueprint.post("/moderation/spam/training")
@sign_in_required
@limit_write("manage")
def train_spam() -> ResponseReturnValue:
    """Let the check learn from what was decided here."""
    viewer = keeper()
    if BareForm().validate_on_submit():
        now = clock.now()
        decided, ordinary, start = decided_examples(), ordinary_examples(now=now), present_model()
        db.session.rollback()
        try:
            trained = Trained(start, decided, ordinary)
            with write_transaction():
                store_model(trained, actor=viewer, now=now)
            flash(_("The spam check has learnt from your decisions."))
        except Invalid as error:
            flash(str(error), "error")
    return redirect(url_for("gatekeeping.spam"), 303)


@blueprint.post("/moderation/spam/training/delete")
@sign_in_required
@limit_write("manage")
def untrain_spam() -> ResponseReturnValue:
    """Begin again with the shipped model."""
    viewer = keeper()
    if BareForm().validate_on_submit():
        with write_transaction():
            forget_training(actor=viewer, now=clock.now())
        flash(_("The spam check knows again what every new community begins with."))
    return redirect(url_for("gatekeeping.spam"), 303)
