"""The way back in for those who have lost their password. It does not tell whose address is known."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from forum.accounts import passwords, throttle
from forum.accounts.forms import CodeAndPasswordForm, NewPasswordForm, RecoverForm
from forum.accounts.models import OneTimeProof, Purpose
from forum.accounts.operations import credentials, proofs
from forum.accounts.origins import present_network
from forum.accounts.settings import brand_names
from forum.accounts.views.blueprint import blueprint
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid

TICKET = "reset"


@blueprint.route("/recover", methods=["GET", "POST"])
@limit_write("mail")
def recover() -> ResponseReturnValue:
    """Ask for the address, and send a link and a code to it if it is a member's."""
    form = RecoverForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        now = clock.now()
        with write_transaction():
            allowed = throttle.take_try(throttle.mail_budgets(email, present_network()), now=now)
        if not allowed:
            raise TooManyRequests(retry_after=3600)
        with write_transaction():
            issued = credentials.begin_recovery(email, now=now)
        session[TICKET] = issued.ticket
        return redirect(url_for("accounts.reset_by_code"), 303)
    return render_template("accounts/recover.html", form=form), form.status


@blueprint.route("/recover/check", methods=["GET", "POST"])
@limit_write("sign-in")
def reset_by_code() -> ResponseReturnValue:
    """Take the code from the mail, together with the new password."""
    now = clock.now()
    ticket = session.get(TICKET, "")
    proof = proofs.find_by_ticket(Purpose.RESET, ticket, now=now)
    if proof is None:
        return redirect(url_for("accounts.recover"), 303)
    sent_to = proof.sent_to
    form = CodeAndPasswordForm()
    if form.validate_on_submit():
        try:
            new_hash = _hash_of(form.password.data or "", sent_to or "")
            with write_transaction():
                spent = proofs.spend_code(Purpose.RESET, ticket, form.code.data or "", now=now)
                if spent and spent.member_id:
                    credentials.reset_password(spent, new_hash, now=now)
            if spent and spent.member_id:
                return _done()
            form.refuse(Invalid(_("This code is wrong or used up."), field="code"))
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/reset_by_code.html", form=form, sent_to=sent_to), form.status


@blueprint.route("/recover/<token>", methods=["GET", "POST"])
@limit_write("sign-in")
def reset_by_link(token: str) -> ResponseReturnValue:
    """Take a new password by the link from the mail. Opening the link changes nothing."""
    now = clock.now()
    proof = proofs.find_by_link(Purpose.RESET, token, now=now)
    if proof is None or proof.member_id is None:
        return render_template("accounts/link_is_old.html", again=url_for("accounts.recover")), 410
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            new_hash = _hash_of(form.password.data or "", proof.sent_to or "")
            with write_transaction():
                credentials.reset_password(_spend(token), new_hash, now=now)
            return _done()
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/reset_by_link.html", form=form), form.status


def _spend(token: str) -> OneTimeProof:
    proof = proofs.spend_link(Purpose.RESET, token, now=clock.now())
    if proof is None:
        raise Invalid(_("This link or code is too old or was used already. Please ask for a new one."))
    return proof


def _hash_of(password: str, email: str) -> str:
    passwords.check_password(password, personal=[email, *brand_names()])
    return passwords.hashed(password)


def _done() -> ResponseReturnValue:
    session.pop(TICKET, None)
    flash(_("Your new password is set. Please sign in with it."))
    return redirect(url_for("accounts.sign_in"), 303)
