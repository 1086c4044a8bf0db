"""The mails of this room. Links and codes are made when a mail is written, so that nothing waiting holds one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from forum.accounts.models import Member, OneTimeProof, Purpose, SignUp
from forum.accounts.operations.credentials import NOTICE
from forum.accounts.operations.proofs import code_of, link_token
from forum.accounts.operations.sign_ups import MAIL, address_is_known
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.mail import deliver, mail_from_template

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class ProofMail:
    """The mail of one kind of proof: its template, its subject around the code, and where its link leads."""

    template: str
    subject: Callable[[str], LazyString]
    endpoint: str


PROOF_MAILS = {
    Purpose.CONFIRM: ProofMail(
        "confirm", lambda code: _l("%(code)s is your code", code=code), "accounts.confirm_by_link"
    ),
    Purpose.RESET: ProofMail(
        "reset",
        lambda code: _l("%(code)s is your code for a new password", code=code),
        "accounts.reset_by_link",
    ),
    Purpose.CHANGE_EMAIL: ProofMail(
        "change_email",
        lambda code: _l("%(code)s is your code for the new address", code=code),
        "accounts.confirm_email_by_link",
    ),
}
NOTICES = {
    "password-changed": _l("Your password was changed"),
    "email-changed": _l("Your e-mail address was changed"),
    "second-factor-on": _l("The second step at sign-in is on"),
    "second-factor-off": _l("The second step at sign-in is off"),
    "passkey-added": _l("A passkey was added"),
    "passkey-removed": _l("A passkey was removed"),
    "erased": _l("Your account is being erased"),
}


def mail_proof(payload: dict[str, Any]) -> None:
    """Send the link and code of a proof, unless it is used up or there is nobody behind it."""
    proof = db.session.get(OneTimeProof, payload["proof_id"])
    if proof is None or proof.sent_to is None or proof.used_at or proof.expires_at <= clock.now():
        return
    waiting = db.session.get(SignUp, proof.sign_up_id) if proof.sign_up_id else None
    member = db.session.get(Member, proof.member_id) if proof.member_id else None
    if waiting is None and member is None:
        return
    language = (waiting.language if waiting else member.language if member else None) or DEFAULT_LANGUAGE
    taken = proof.purpose in (Purpose.CONFIRM, Purpose.CHANGE_EMAIL) and address_is_known(proof.sent_to)
    if taken:
        owner = db.session.scalar(select(Member.language).where(Member.email == proof.sent_to))
        _send(payload, proof.sent_to, _l("You already have an account"), "already_known", owner or language)
        return
    mail, code = PROOF_MAILS[proof.purpose], code_of(proof)
    name = waiting.name if waiting else _greeting(member)
    context = {"code": code, "endpoint": mail.endpoint, "token": link_token(proof), "name": name}
    _send(payload, proof.sent_to, mail.subject(code), mail.template, language, **context)


def mail_notice(payload: dict[str, Any]) -> None:
    """Tell a member of a change to their account."""
    member = db.session.get(Member, payload["member_id"])
    to = payload["to"] or (member.email if member else None)
    if member is None or to is None:
        return
    subject = NOTICES[payload["what"]]
    language = member.language or DEFAULT_LANGUAGE
    _send(payload, to, subject, "notice", language, what=payload["what"], name=_greeting(member))


def _greeting(member: Member | None) -> str:
    return member.first_name or member.name if member else ""


def _send(
    payload: dict[str, Any], to: str, subject: LazyString, template: str, language: str, **context: Any
) -> None:
    mail = mail_from_template(to, subject, f"accounts/{template}", language, **context)
    db.session.rollback()
    deliver(mail, payload["message_id"], asked_for=True)


def init_app(app: Flask) -> None:
    """Have the worker send them."""
    outbox.handler(app, MAIL, mail_proof, external=True, lease=LEASE)
    outbox.handler(app, NOTICE, mail_notice, external=True, lease=LEASE)
