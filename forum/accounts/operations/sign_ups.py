"""Joining: what was typed waits until the address is confirmed, then becomes a member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, exists, select

from forum.accounts.models import Member, OneTimeProof, Purpose, SignUp
from forum.accounts.names import name_key
from forum.accounts.operations.consents import record_first_consents
from forum.accounts.operations.invitations import spend_invitation
from forum.accounts.operations.members import create_member
from forum.accounts.operations.proofs import Issued, issue_proof
from forum.core import outbox
from forum.core.database import db
from forum.core.mail import new_message_id
from forum.core.policy import Invalid

CONFIRM_WITHIN = timedelta(hours=24)
MAIL = "accounts.mail_proof"


@dataclass(frozen=True)
class Joining:
    """What somebody who joins has typed, checked. The boxes for charter, privacy and age were ticked."""

    email: str
    name: str
    password_hash: str
    language: str
    charter_version: int
    time_zone: str = "UTC"
    wants_marketing: bool = False
    invitation_id: int | None = None
    next_path: str = ""


def begin_sign_up(joining: Joining, *, now: datetime) -> Issued:
    """Write down what was typed and send the mail that lets the address be confirmed.

    Known and unknown addresses are treated alike here; the mail is different.
    """
    sign_up = SignUp(
        email=joining.email,
        name=joining.name,
        password=joining.password_hash,
        language=joining.language,
        time_zone=joining.time_zone,
        charter_version=joining.charter_version,
        wants_marketing=joining.wants_marketing,
        invitation_id=joining.invitation_id,
        next_path=joining.next_path,
        created_at=now,
    )
    db.session.add(sign_up)
    db.session.flush()
    return send_confirmation(sign_up, now=now)


def send_confirmation(sign_up: SignUp, *, now: datetime) -> Issued:
    """Send a mail with a new link and code for `sign_up`."""
    issued = issue_proof(Purpose.CONFIRM, now=now, sign_up_id=sign_up.id, sent_to=sign_up.email)
    mail_proof(issued.proof)
    return issued


def mail_proof(proof: OneTimeProof) -> None:
    """Have the link and the code of `proof` sent to its address."""
    outbox.enqueue(MAIL, {"proof_id": proof.id, "message_id": new_message_id()})


def complete_sign_up(proof: OneTimeProof, *, now: datetime, name: str | None = None) -> tuple[Member, str]:
    """Make a member of the sign-up behind a proof that was just spent; return them and where they wanted to go.

    `name` is another, free name, for when the first was taken in the meantime.

    Raises:
        Invalid: when the name, the address or the invitation is no longer free.
    """
    sign_up = db.session.get(SignUp, proof.sign_up_id) if proof.sign_up_id else None
    if sign_up is None or address_is_known(sign_up.email):
        raise Invalid(_("This link has been used already. You can sign in now."))
    invitation = spend_invitation(sign_up.invitation_id, now=now) if sign_up.invitation_id else None
    chosen = name or sign_up.name
    if name_is_known(chosen):
        raise Invalid(_("Somebody has taken this name in the meantime. Please choose another."), field="name")
    member = create_member(
        name=chosen,
        email=sign_up.email,
        password_hash=sign_up.password,
        language=sign_up.language,
        time_zone=sign_up.time_zone,
        charter_version=sign_up.charter_version,
        now=now,
    )
    record_first_consents(member, wants_marketing=sign_up.wants_marketing, now=now)
    if invitation is not None:
        invitation.used_by_id = member.id
    next_path = sign_up.next_path
    db.session.execute(delete(SignUp).where(SignUp.email == sign_up.email))
    return member, next_path


def address_is_known(email: str) -> bool:
    """Whether a member has this address."""
    return bool(db.session.scalar(select(exists().where(Member.email == email))))


def name_is_known(name: str) -> bool:
    """Whether a member has this name, or one that looks like it."""
    return bool(db.session.scalar(select(exists().where(Member.name_key == name_key(name)))))


def forget_old_sign_ups(*, now: datetime) -> None:
    """Delete what was typed by those who never confirmed."""
    db.session.execute(delete(SignUp).where(SignUp.created_at < now - CONFIRM_WITHIN))
