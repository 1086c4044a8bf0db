"""Joining: the form, the mail, and the code or link that confirms it."""

from __future__ import annotations

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts import passwords
from forum.accounts.forms import CodeForm, ConfirmForm, SignUpForm
from forum.accounts.models import OneTimeProof, Purpose, SignUp
from forum.accounts.next_page import safe_next, wanted_page
from forum.accounts.operations import proofs, sign_ups
from forum.accounts.operations.invitations import find_invitation
from forum.accounts.operations.members import free_name
from forum.accounts.settings import CLOSED, INVITATION, brand_names
from forum.accounts.time_zones import known_time_zone
from forum.accounts.views.admission import admit
from forum.accounts.views.blueprint import blueprint
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import current_language
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer

TICKET = "confirm"
INVITED_WITH = "invitation"


@blueprint.get("/join/<token>")
def invited(token: str) -> ResponseReturnValue:
    """Keep the invitation in this browser, and show the form without it in the address."""
    session[INVITED_WITH] = token
    return redirect(url_for("accounts.sign_up"), 303)


@blueprint.route("/sign-up", methods=["GET", "POST"])
@limit_write("sign-up")
def sign_up() -> ResponseReturnValue:
    """Show the form for joining, or take it."""
    if current_viewer().is_authenticated:
        return redirect(wanted_page(), 303)
    invitation = find_invitation(session.get(INVITED_WITH, ""), now=clock.now())
    mode = get_setting("accounts.sign_up_mode")
    if mode == CLOSED or (mode == INVITATION and invitation is None):
        is_old = session.pop(INVITED_WITH, None) is not None
        page = render_template(
            "accounts/sign_up_closed.html", by_invitation=mode == INVITATION, is_old=is_old
        )
        return page, 403
    form = SignUpForm(next=wanted_page())
    form.ask_age(get_setting("accounts.minimum_age"))
    if form.validate_on_submit():
        try:
            return _begin(form, invitation.id if invitation else None)
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/sign_up.html", form=form), form.status


def _begin(form: SignUpForm, invitation_id: int | None) -> ResponseReturnValue:
    name = free_name(form.name.data or "", brand_names=brand_names())
    typed = form.password.data or ""
    passwords.check_password(typed, personal=[name, form.email.data or "", *brand_names()])
    db.session.rollback()
    joining = sign_ups.Joining(
        email=form.email.data or "",
        name=name,
        password_hash=passwords.hashed(typed),
        language=current_language(),
        time_zone=known_time_zone(form.time_zone.data),
        charter_version=get_setting("accounts.charter_version"),
        wants_marketing=bool(form.marketing.data),
        invitation_id=invitation_id,
        next_path=safe_next(form.next.data),
    )
    with write_transaction():
        issued = sign_ups.begin_sign_up(joining, now=clock.now())
    session[TICKET] = issued.ticket
    return redirect(url_for("accounts.confirm_by_code"), 303)


@blueprint.route("/sign-up/check", methods=["GET", "POST"])
@limit_write("sign-in")
def confirm_by_code() -> ResponseReturnValue:
    """Say that a mail is on its way, and take the code from it."""
    now = clock.now()
    ticket = session.get(TICKET, "")
    proof = proofs.find_by_ticket(Purpose.CONFIRM, ticket, now=now)
    if proof is None:
        return redirect(url_for("accounts.sign_up"), 303)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                spent = proofs.spend_code(Purpose.CONFIRM, ticket, form.code.data or "", now=now)
                joined = sign_ups.complete_sign_up(spent, now=now) if spent else None
            if joined:
                return admit(joined[0].id, method="sign-up", next_path=joined[1], welcome=True)
            form.refuse(Invalid(_("This code is wrong or used up."), field="code"))
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/check_mail.html", form=form, sent_to=proof.sent_to), form.status


@blueprint.post("/sign-up/mail")
@limit_write("mail")
def send_confirmation_again() -> ResponseReturnValue:
    """Send another mail with a new code; the former one is worth nothing any more."""
    now = clock.now()
    with write_transaction():
        former = proofs.spend_ticket(Purpose.CONFIRM, session.get(TICKET, ""), now=now)
        waiting = db.session.get(SignUp, former.sign_up_id) if former and former.sign_up_id else None
        issued = sign_ups.send_confirmation(waiting, now=now) if waiting else None
    if issued is None:
        return redirect(url_for("accounts.sign_up"), 303)
    session[TICKET] = issued.ticket
    return redirect(url_for("accounts.confirm_by_code"), 303)


@blueprint.route("/sign-up/confirm/<token>", methods=["GET", "POST"])
@limit_write("sign-in")
def confirm_by_link(token: str) -> ResponseReturnValue:
    """Show whom this link makes a member, with a button; looking at it changes nothing."""
    now = clock.now()
    proof = proofs.find_by_link(Purpose.CONFIRM, token, now=now)
    waiting = db.session.get(SignUp, proof.sign_up_id) if proof and proof.sign_up_id else None
    if proof is None or waiting is None:
        return render_template("accounts/link_is_old.html", again=url_for("accounts.sign_up")), 410
    form = ConfirmForm(name=waiting.name)
    same_browser = _signed_up_here(proof)
    if request.method == "POST" and form.validate_on_submit():
        try:
            return _confirm(form, token, waiting, same_browser)
        except Invalid as error:
            form.refuse(error)
    page = render_template("accounts/confirm.html", form=form, waiting=waiting, same_browser=same_browser)
    return page, form.status


def _confirm(form: ConfirmForm, token: str, waiting: SignUp, same_browser: bool) -> ResponseReturnValue:
    """Make a member of whoever signed up: shown by the browser, or elsewhere by the password.

    Without the second, somebody could sign up with a stranger's address and a password of their own, and wait for the
    stranger to follow the link.
    """
    stored = waiting.password
    name = waiting.name
    if form.name.data and form.name.data != waiting.name:
        name = free_name(form.name.data, brand_names=brand_names())
    db.session.rollback()
    if not same_browser and not passwords.matches(form.password.data or "", stored):
        raise Invalid(_("This is not the password with which you signed up."), field="password")
    now = clock.now()
    with write_transaction():
        spent = proofs.spend_link(Purpose.CONFIRM, token, now=now)
        if spent is None:
            raise Invalid(_("This link has been used already. You can sign in now."))
        member, next_path = sign_ups.complete_sign_up(spent, now=now, name=name)
    return admit(member.id, method="sign-up", next_path=next_path, welcome=True)


def _signed_up_here(proof: OneTimeProof) -> bool:
    own = proofs.find_by_ticket(Purpose.CONFIRM, session.get(TICKET, ""), now=clock.now())
    return own is not None and own.sign_up_id == proof.sign_up_id
