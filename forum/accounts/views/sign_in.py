"""Coming in by password, with a second step where the member has asked for one; showing oneself again; leaving."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user
from sqlalchemy import select

from forum.accounts import passwords, throttle
from forum.accounts.attempts import log_attempt
from forum.accounts.forms import PasswordForm, SecondStepForm, SignInForm
from forum.accounts.models import Member, Purpose
from forum.accounts.next_page import safe_next, wanted_page
from forum.accounts.operations import proofs, second_factors
from forum.accounts.operations.sign_ins import end_sign_in, freshen_sign_in
from forum.accounts.origins import knows_browser, present_network
from forum.accounts.party import relying_party
from forum.accounts.policy import get_own_member
from forum.accounts.views.admission import admit
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.viewing import current_viewer

TICKET = "second-step"
NEXT = "second-step-next"


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limit_write("sign-in")
def sign_in() -> ResponseReturnValue:
    """Show the sign-in form, or take it. Whether an address is known cannot be told from the answer."""
    if current_viewer().is_authenticated:
        return redirect(wanted_page(), 303)
    form = SignInForm(next=wanted_page())
    if form.validate_on_submit():
        try:
            member_id = _member_by_password(form.email.data or "", form.password.data or "")
            return _second_step_or_in(member_id, safe_next(form.next.data))
        except Invalid as error:
            form.refuse(error)
    page = render_template("accounts/sign_in.html", form=form, passkeys=relying_party().can_have_passkeys)
    return page, form.status


def _member_by_password(email: str, password: str) -> int:
    """Return the number of the member with this address and password.

    The try is counted before the password is looked at, and given back if it was right. An unknown address costs the
    same statements and the same hash. No transaction is open while the hash is computed.

    Raises:
        Invalid: when they do not belong together.
        TooManyTries: after too many wrong ones.
    """
    typed = email.strip().lower()
    columns = select(Member.id, Member.password, Member.fs_uniquifier).where(Member.email == typed)
    member_id, stored, uniquifier = db.session.execute(columns).one_or_none() or (None, None, None)
    budgets = throttle.password_budgets(typed, present_network(), knows_browser(uniquifier))
    _take_try(budgets, method="password")
    if not passwords.matches(password, stored) or member_id is None:
        log_attempt("refused", method="password", member_id=member_id)
        raise Invalid(_("Address and password do not belong together."))
    with write_transaction():
        throttle.give_back(budgets)
    return int(member_id)


def _second_step_or_in(member_id: int, next_path: str) -> ResponseReturnValue:
    now = clock.now()
    if not second_factors.has_second_factor(member_id):
        return admit(member_id, method="password", next_path=next_path)
    with write_transaction():
        issued = proofs.issue_proof(Purpose.SECOND_STEP, now=now, member_id=member_id)
    session[TICKET] = issued.ticket
    session[NEXT] = next_path
    log_attempt("second step", method="password", member_id=member_id)
    return redirect(url_for("accounts.second_step"), 303)


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@limit_write("sign-in")
def second_step() -> ResponseReturnValue:
    """Ask for a code of the authenticator app, or for a recovery code."""
    now = clock.now()
    ticket = session.get(TICKET, "")
    proof = proofs.find_by_ticket(Purpose.SECOND_STEP, ticket, now=now)
    if proof is None or proof.member_id is None:
        return redirect(url_for("accounts.sign_in"), 303)
    member_id = proof.member_id
    form = SecondStepForm()
    if form.validate_on_submit():
        try:
            method = _spend_second_step(member_id, ticket, form.code.data or "")
            return admit(member_id, method=method, next_path=session.get(NEXT, ""))
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/second_step.html", form=form), form.status


def _spend_second_step(member_id: int, ticket: str, code: str) -> str:
    """Use up a code and with it the ticket; return which kind of code it was.

    Raises:
        Invalid: when it was wrong, or too many were.
    """
    now = clock.now()
    budgets = throttle.second_step_budgets(member_id)
    _take_try(budgets, method="authenticator")
    with write_transaction():
        method = None
        if second_factors.spend_authenticator_code(member_id, code, now=now):
            method = "authenticator"
        elif second_factors.spend_recovery_code(member_id, code, now=now):
            method = "recovery code"
        if method and proofs.spend_ticket(Purpose.SECOND_STEP, ticket, now=now) is None:
            method = None
        if method:
            throttle.give_back(budgets)
    if method is None:
        log_attempt("refused", method="authenticator", member_id=member_id)
        raise Invalid(_("This code is wrong or was used already."), field="code")
    return method


@blueprint.route("/sign-in/again", methods=["GET", "POST"])
@sign_in_required
@limit_write("sign-in")
def sign_in_again() -> ResponseReturnValue:
    """Ask a signed-in member for their password (or passkey) once more before something that matters."""
    form = PasswordForm(next=wanted_page())
    if form.validate_on_submit():
        try:
            _show_again(form.password.data or "")
            return redirect(safe_next(form.next.data), 303)
        except Invalid as error:
            form.refuse(error)
    page = render_template(
        "accounts/sign_in_again.html", form=form, passkeys=relying_party().can_have_passkeys
    )
    return page, form.status


def _show_again(password: str) -> None:
    viewer = current_viewer()
    stored = get_own_member(viewer).password
    budgets = throttle.password_budgets(f"member {viewer.id}", present_network(), None)
    _take_try(budgets, method="again")
    if not passwords.matches(password, stored):
        log_attempt("refused", method="again", member_id=viewer.id)
        raise Invalid(_("This is not your password."), field="password")
    with write_transaction():
        throttle.give_back(budgets)
        freshen_sign_in(viewer.sign_in_id or 0, now=clock.now())
    log_attempt("again", method="password", member_id=viewer.id)


@blueprint.post("/sign-out")
@sign_in_required
@limit_write("settings")
def sign_out() -> ResponseReturnValue:
    """End this sign-in, wherever its cookie has been copied to."""
    viewer = current_viewer()
    with write_transaction():
        end_sign_in(viewer.sign_in_id or 0, member_id=viewer.id or 0, now=clock.now())
    logout_user()
    session.clear()
    return redirect("/", 303)


def _take_try(budgets: list[throttle.Budget], *, method: str) -> None:
    with write_transaction():
        allowed = throttle.take_try(budgets, now=clock.now())
    if not allowed:
        log_attempt("throttled", method=method)
        message = _(
            "Too many wrong tries. Please wait a quarter of an hour, or ask for a new password by mail."
        )
        raise throttle.TooManyTries(message)
