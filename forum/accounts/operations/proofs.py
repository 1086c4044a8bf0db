"""One-time proofs: issued once, shown once, expired soon. A wrong code is counted before it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from forum.accounts.models import OneTimeProof, Purpose
from forum.accounts.tokens import derived_code, derived_token, new_token, same, token_hash
from forum.core.database import db

LASTS = {
    Purpose.CONFIRM: timedelta(hours=24),
    Purpose.RESET: timedelta(hours=1),
    Purpose.CHANGE_EMAIL: timedelta(hours=2),
    Purpose.SECOND_STEP: timedelta(minutes=10),
    Purpose.PASSKEY: timedelta(minutes=5),
    Purpose.SETUP: timedelta(days=2),
}
TRIES_PER_CODE = 5


@dataclass(frozen=True)
class Issued:
    """A new proof, and the ticket that the asking browser keeps to type the code of this proof and no other."""

    proof: OneTimeProof
    ticket: str


def issue_proof(
    purpose: Purpose,
    *,
    now: datetime,
    member_id: int | None = None,
    sign_up_id: int | None = None,
    sent_to: str | None = None,
    ticket: str | None = None,
) -> Issued:
    """Write down a proof for `purpose`. With neither member nor sign-up it proves nothing, but looks the same."""
    ticket = ticket or new_token()
    proof = OneTimeProof(
        purpose=purpose,
        ticket_hash=token_hash(ticket),
        link_hash=token_hash(_link(purpose, token_hash(ticket))),
        sent_to=sent_to,
        member_id=member_id,
        sign_up_id=sign_up_id,
        created_at=now,
        expires_at=now + LASTS[purpose],
    )
    db.session.add(proof)
    db.session.flush()
    return Issued(proof, ticket)


def link_token(proof: OneTimeProof) -> str:
    """Return what stands in the link of this proof's mail."""
    return _link(proof.purpose, proof.ticket_hash)


def code_of(proof: OneTimeProof) -> str:
    """Return the six digits of this proof's mail."""
    return derived_code(f"{proof.purpose} code", proof.ticket_hash)


def find_by_link(purpose: Purpose, token: str, *, now: datetime) -> OneTimeProof | None:
    """Return the open proof of this link without using it up."""
    return db.session.scalar(
        select(OneTimeProof).where(OneTimeProof.link_hash == token_hash(token), *_open(purpose, now))
    )


def find_by_ticket(purpose: Purpose, ticket: str, *, now: datetime) -> OneTimeProof | None:
    """Return the open proof of this browser without using it up."""
    return db.session.scalar(
        select(OneTimeProof).where(OneTimeProof.ticket_hash == token_hash(ticket), *_open(purpose, now))
    )


def spend_link(purpose: Purpose, token: str, *, now: datetime) -> OneTimeProof | None:
    """Use up the proof of this link; None when it is not there, too old or used already."""
    return _spend(OneTimeProof.link_hash == token_hash(token), purpose, now)


def spend_ticket(purpose: Purpose, ticket: str, *, now: datetime) -> OneTimeProof | None:
    """Use up the proof of this browser, after something else was shown that goes with it."""
    return _spend(OneTimeProof.ticket_hash == token_hash(ticket), purpose, now)


def count_try(purpose: Purpose, ticket: str, *, now: datetime) -> OneTimeProof | None:
    """Count one try at a code and return its proof; None when no try is left. Commit even if the code was wrong."""
    counted = db.session.execute(
        update(OneTimeProof)
        .where(OneTimeProof.ticket_hash == token_hash(ticket), *_open(purpose, now))
        .where(OneTimeProof.tries < TRIES_PER_CODE)
        .values(tries=OneTimeProof.tries + 1)
        .returning(OneTimeProof.id)
    ).scalar_one_or_none()
    return None if counted is None else db.session.get(OneTimeProof, counted, populate_existing=True)


def spend_code(purpose: Purpose, ticket: str, code: str, *, now: datetime) -> OneTimeProof | None:
    """Use up the proof of this browser if `code` is the one in its mail. Commit even if it is not: the try counts."""
    proof = count_try(purpose, ticket, now=now)
    if proof is None or not same(code_of(proof), "".join(code.split())):
        return None
    return spend_ticket(purpose, ticket, now=now)


def forget_proofs_of(member_id: int, *purposes: Purpose) -> None:
    """Make every open proof of a member worthless: all of them, or those for `purposes`."""
    of_member = update(OneTimeProof).where(OneTimeProof.member_id == member_id)
    if purposes:
        of_member = of_member.where(OneTimeProof.purpose.in_(purposes))
    db.session.execute(of_member.values(expires_at=OneTimeProof.created_at))


def _link(purpose: Purpose, salt: str) -> str:
    return derived_token(f"{purpose} link", salt)


def _open(purpose: Purpose, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (OneTimeProof.purpose == purpose, OneTimeProof.used_at.is_(None), OneTimeProof.expires_at > now)


def _spend(which: ColumnElement[bool], purpose: Purpose, now: datetime) -> OneTimeProof | None:
    spent = db.session.execute(
        update(OneTimeProof).where(which, *_open(purpose, now)).values(used_at=now).returning(OneTimeProof.id)
    ).scalar_one_or_none()
    return None if spent is None else db.session.get(OneTimeProof, spent, populate_existing=True)
