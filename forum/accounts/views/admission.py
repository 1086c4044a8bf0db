"""Letting somebody in, once they have shown who they are."""

from __future__ import annotations

from functools import partial

from flask import Response, after_this_request, current_app, flash, redirect, session
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext as _
from flask_login import login_user

from forum.accounts.attempts import log_attempt
from forum.accounts.models import Member
from forum.accounts.next_page import safe_next
from forum.accounts.operations.sign_ins import begin_sign_in
from forum.accounts.origins import KNOWN_FOR_SECONDS, known_cookie_name, present_origin, remember_browser
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed, Viewer


def admit(member_id: int, *, method: str, next_path: str, welcome: bool = False) -> ResponseReturnValue:
    """Let a member in and lead them to `next_path`.

    Raises:
        NotAllowed: when the member is suspended or their account is closed.
    """
    open_session(member_id, method=method, welcome=welcome)
    return redirect(safe_next(next_path), 303)


def open_session(member_id: int, *, method: str, welcome: bool = False) -> None:
    """Begin a sign-in with a new token, and forget all else that this browser's session held.

    Raises:
        NotAllowed: when the member is suspended or their account is closed.
    """
    with write_transaction():
        member = db.session.get_one(Member, member_id, populate_existing=True)
        _refuse_the_suspended(member, method=method)
        token = begin_sign_in(member, method=method, origin=present_origin(), now=clock.now())
    name = member.first_name or member.name
    session.clear()
    session.permanent = True
    login_user(Viewer(id=member_id, sign_in_token=token))
    after_this_request(partial(_keep_known, remember_browser(member.fs_uniquifier)))
    log_attempt("in", method=method, member_id=member_id)
    flash(
        _("Welcome, %(name)s! Good to have you here.", name=name)
        if welcome
        else _("Hello, %(name)s.", name=name)
    )


def _keep_known(known: str, response: Response) -> Response:
    response.set_cookie(
        known_cookie_name(),
        known,
        max_age=KNOWN_FOR_SECONDS,
        httponly=True,
        secure=current_app.config["SECURE"],
        samesite="Lax",
    )
    return response


def _refuse_the_suspended(member: Member, *, method: str) -> None:
    """Tell a suspended member, who has shown that it is them, until when they have to wait.

    Raises:
        NotAllowed: when they are suspended or closed.
    """
    if not member.active:
        log_attempt("closed", method=method, member_id=member.id)
        raise NotAllowed(_("This account is closed."))
    if member.suspended_until is not None and member.suspended_until > clock.now():
        log_attempt("suspended", method=method, member_id=member.id)
        until = format_date(member.suspended_until, "long")
        raise NotAllowed(_("You cannot sign in until %(day)s.", day=until))
