"""Settings: the address, the language of the pages, the time zone."""

from __future__ import annotations

from flask import current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.forms import CodeForm, EmailForm, PreferencesForm
from forum.accounts.models import Purpose
from forum.accounts.next_page import page_before, safe_next
from forum.accounts.operations import credentials, proofs
from forum.accounts.operations.members import choose_language
from forum.accounts.policy import get_own_member
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import fresh_sign_in_required, sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGE_COOKIE, LANGUAGES
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer

TICKET = "change-email"
LANGUAGE_KEPT_SECONDS = 365 * 24 * 3600


@blueprint.route("/settings/account", methods=["GET", "POST"])
@sign_in_required
@limit_write("settings")
def account() -> ResponseReturnValue:
    """Show the address, and take language and time zone."""
    viewer = current_viewer()
    member = get_own_member(viewer)
    form = PreferencesForm(language=member.language or "en", time_zone=member.time_zone)
    if form.validate_on_submit():
        with write_transaction():
            choose_language(
                get_own_member(viewer),
                language=form.language.data or "en",
                time_zone=form.time_zone.data or "UTC",
            )
        flash(_("Saved."))
        return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/settings/account.html", form=form, email=member.email), form.status


@blueprint.route("/settings/email", methods=["GET", "POST"])
@fresh_sign_in_required
@limit_write("mail")
def change_email() -> ResponseReturnValue:
    """Take another address and send a mail to it. Nothing changes until it is confirmed."""
    form = EmailForm()
    if form.validate_on_submit():
        with write_transaction():
            member = get_own_member(current_viewer())
            issued = credentials.begin_email_change(member, form.email.data or "", now=clock.now())
        session[TICKET] = issued.ticket
        return redirect(url_for("accounts.confirm_email_by_code"), 303)
    return render_template("accounts/settings/email.html", form=form), form.status


@blueprint.route("/settings/email/check", methods=["GET", "POST"])
@sign_in_required
@limit_write("sign-in")
def confirm_email_by_code() -> ResponseReturnValue:
    """Take the code from the mail to the new address."""
    now = clock.now()
    ticket = session.get(TICKET, "")
    proof = proofs.find_by_ticket(Purpose.CHANGE_EMAIL, ticket, now=now)
    if proof is None or proof.member_id != current_viewer().id:
        return redirect(url_for("accounts.change_email"), 303)
    sent_to = proof.sent_to
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                spent = proofs.spend_code(Purpose.CHANGE_EMAIL, ticket, form.code.data or "", now=now)
                if spent:
                    credentials.complete_email_change(spent, now=now)
            if spent:
                return _changed()
            form.refuse(Invalid(_("This code is wrong or used up."), field="code"))
        except Invalid as error:
            form.refuse(error)
    page = render_template("accounts/settings/email_check.html", form=form, sent_to=sent_to)
    return page, form.status


@blueprint.route("/settings/email/confirm/<token>", methods=["GET", "POST"])
@limit_write("sign-in")
def confirm_email_by_link(token: str) -> ResponseReturnValue:
    """Show the new address with a button; looking at the page changes nothing."""
    now = clock.now()
    proof = proofs.find_by_link(Purpose.CHANGE_EMAIL, token, now=now)
    if proof is None:
        return render_template("accounts/link_is_old.html", again=url_for("accounts.change_email")), 410
    if request.method == "GET":
        return render_template("accounts/confirm_email.html", sent_to=proof.sent_to)
    with write_transaction():
        credentials.complete_email_change(proofs.spend_link(Purpose.CHANGE_EMAIL, token, now=now), now=now)
    return _changed()


@blueprint.route("/language", methods=["GET", "POST"])
@limit_write("settings")
def language() -> ResponseReturnValue:
    """Let anybody choose the language of the pages; it is kept on this device, and with the member."""
    chosen = request.values.get("language", "")
    if request.method == "GET" or chosen not in LANGUAGES:
        return render_template("accounts/language.html", chosen=chosen, next=page_before())
    viewer = current_viewer()
    if viewer.is_authenticated:
        with write_transaction():
            choose_language(get_own_member(viewer), language=chosen)
    response = make_response(redirect(safe_next(request.form.get("next")), 303))
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        max_age=LANGUAGE_KEPT_SECONDS,
        secure=current_app.config["SECURE"],
        samesite="Lax",
    )
    return response


def _changed() -> ResponseReturnValue:
    session.pop(TICKET, None)
    flash(_("Your new address is confirmed."))
    signed_in = current_viewer().is_authenticated
    return redirect(url_for("accounts.account" if signed_in else "accounts.sign_in"), 303)
