"""Changing what somebody signs in with: address and password. Every change shuts the doors that the old one opened."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member, OneTimeProof, Purpose
from forum.accounts.operations.proofs import Issued, forget_proofs_of, issue_proof
from forum.accounts.operations.sign_ins import end_sign_ins
from forum.accounts.operations.sign_ups import address_is_known, mail_proof
from forum.core import outbox
from forum.core.database import db
from forum.core.mail import new_message_id
from forum.core.policy import Invalid

NOTICE = "accounts.mail_notice"


def begin_recovery(email: str, *, now: datetime) -> Issued:
    """Send a mail for choosing a new password to `email`, if a member has that address; do the same work if not."""
    member_id = db.session.scalar(select(Member.id).where(Member.email == email, Member.active.is_(True)))
    issued = issue_proof(Purpose.RESET, now=now, member_id=member_id, sent_to=email)
    mail_proof(issued.proof)
    return issued


def reset_password(proof: OneTimeProof, password_hash: str, *, now: datetime) -> Member:
    """Set a new password by a recovery proof that was just spent. A second factor stays what it is.

    Raises:
        Invalid: when nobody is behind the proof.
    """
    member = db.session.get(Member, proof.member_id) if proof.member_id else None
    if member is None or not member.active or member.email != proof.sent_to:
        raise Invalid(_("This link or code is too old or was used already. Please ask for a new one."))
    change_password(member, password_hash, now=now)
    return member


def change_password(
    member: Member, password_hash: str, *, now: datetime, sign_in_id: int | None = None
) -> None:
    """Set a new password. Every other sign-in ends, every open link dies, and the member is told by mail."""
    member.password = password_hash
    end_sign_ins(member.id, now=now, but=sign_in_id)
    forget_proofs_of(member.id)
    db.session.flush()
    notify_by_mail(member, "password-changed")


def begin_email_change(member: Member, email: str, *, now: datetime) -> Issued:
    """Send a mail to the new address; the member's address changes when it is confirmed."""
    forget_proofs_of(member.id, Purpose.CHANGE_EMAIL)
    issued = issue_proof(Purpose.CHANGE_EMAIL, now=now, member_id=member.id, sent_to=email)
    mail_proof(issued.proof)
    return issued


def complete_email_change(proof: OneTimeProof | None, *, now: datetime) -> Member:
    """Give the member behind a proof that was just spent their new address; tell the old one.

    Raises:
        Invalid: when there was none to spend, or the address belongs to somebody by now.
    """
    member = db.session.get(Member, proof.member_id) if proof and proof.member_id else None
    if proof is None or member is None or proof.sent_to is None or address_is_known(proof.sent_to):
        raise Invalid(_("This link or code is too old or was used already. Please ask for a new one."))
    former, member.email = member.email, proof.sent_to
    member.confirmed_at = now
    forget_proofs_of(member.id)
    db.session.flush()
    notify_by_mail(member, "email-changed", to=former)
    return member


def notify_by_mail(member: Member, what: str, *, to: str | None = None) -> None:
    """Tell a member by mail of a change to their account, at `to` or at their address."""
    outbox.enqueue(NOTICE, {"member_id": member.id, "what": what, "to": to, "message_id": new_message_id()})
