"""Passkeys: WebAuthn credentials (W3C Web Authentication Level 3), checked by the `webauthn` library.

Each challenge is a one-time proof in the database, so an answer that was overheard is worth nothing a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask_babel import gettext as _
from sqlalchemy import delete, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from forum.accounts.models import Member, Passkey, Purpose
from forum.accounts.operations.credentials import notify_by_mail
from forum.accounts.operations.proofs import issue_proof, spend_ticket
from forum.core.database import db
from forum.core.policy import Invalid, NotFound

MOST_PASSKEYS = 20
DEFAULT_NAME_LENGTH = 60


@dataclass(frozen=True)
class RelyingParty:
    """The community as browsers know it: its canonical origin, whatever the request's Host header says."""

    origin: str
    name: str

    @property
    def id(self) -> str:
        """Return the domain to which credentials are bound."""
        return urlsplit(self.origin).hostname or ""

    @property
    def can_have_passkeys(self) -> bool:
        """Whether browsers bind passkeys to this host: to names they do, to bare IP addresses never."""
        return not self.id.replace(".", "").isdigit() and ":" not in self.id


def registration_options(member: Member, *, party: RelyingParty, now: datetime) -> dict[str, Any]:
    """Return what the browser is asked in order to make a passkey for `member`."""
    issued = issue_proof(Purpose.PASSKEY, now=now, member_id=member.id)
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=member.fs_uniquifier.encode(),
        user_name=member.handle,
        user_display_name=member.name,
        challenge=issued.ticket.encode(),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id))
            for key in passkeys_of(member.id)
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return dict(options_to_json_dict(options))


def register_passkey(
    member: Member, credential: dict[str, Any], *, name: str, party: RelyingParty, now: datetime
) -> Passkey:
    """Keep the passkey that the browser has made.

    Raises:
        Invalid: when the answer does not fit the question, or there are too many already.
    """
    proof = spend_ticket(Purpose.PASSKEY, _challenge_in(credential), now=now)
    if proof is None or proof.member_id != member.id:
        raise _refused()
    if len(passkeys_of(member.id)) >= MOST_PASSKEYS:
        raise Invalid(_("You have as many passkeys as there can be. Remove one that you no longer use."))
    try:
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_challenge_in(credential).encode(),
            expected_origin=party.origin,
            expected_rp_id=party.id,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    transports = credential.get("response", {}).get("transports") or []
    passkey = Passkey(
        member_id=member.id,
        credential_id=bytes_to_base64url(verified.credential_id),
        public_key=bytes_to_base64url(verified.credential_public_key),
        sign_count=verified.sign_count,
        transports=[way for way in transports if way in {known.value for known in AuthenticatorTransport}],
        name=name[:DEFAULT_NAME_LENGTH],
        created_at=now,
    )
    db.session.add(passkey)
    db.session.flush()
    notify_by_mail(member, "passkey-added")
    return passkey


def sign_in_options(*, party: RelyingParty, now: datetime) -> dict[str, Any]:
    """Return what the browser is asked in order to sign somebody in. It does not say whom: the passkey does."""
    issued = issue_proof(Purpose.PASSKEY, now=now)
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=issued.ticket.encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options_to_json_dict(options))


def member_by_passkey(credential: dict[str, Any], *, party: RelyingParty, now: datetime) -> Member:
    """Return the member whose passkey has answered. It stands for both factors: something held, and a PIN or finger.

    Raises:
        Invalid: when it is unknown, or the answer does not fit the question.
    """
    proof = spend_ticket(Purpose.PASSKEY, _challenge_in(credential), now=now)
    passkey = db.session.scalar(select(Passkey).where(Passkey.credential_id == str(credential.get("id", ""))))
    if proof is None or proof.member_id is not None or passkey is None:
        raise _refused()
    _verify(passkey, credential, party)
    passkey.last_used_at = now
    member = db.session.get_one(Member, passkey.member_id)
    if not member.active:
        raise _refused()
    return member


def passkeys_of(member_id: int) -> list[Passkey]:
    """Return a member's passkeys, oldest first."""
    return list(
        db.session.scalars(select(Passkey).where(Passkey.member_id == member_id).order_by(Passkey.id))
    )


def remove_passkey(member: Member, passkey_id: int) -> None:
    """Forget one of the member's passkeys.

    Raises:
        NotFound: when it is not theirs.
    """
    gone = db.session.execute(
        delete(Passkey).where(Passkey.id == passkey_id, Passkey.member_id == member.id).returning(Passkey.id)
    )
    if gone.scalar_one_or_none() is None:
        raise NotFound
    notify_by_mail(member, "passkey-removed")


def _verify(passkey: Passkey, credential: dict[str, Any], party: RelyingParty) -> None:
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_challenge_in(credential).encode(),
            expected_origin=party.origin,
            expected_rp_id=party.id,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    passkey.sign_count = verified.new_sign_count


def _challenge_in(credential: dict[str, Any]) -> str:
    """Return the challenge that the browser says it answers; it must be one that we gave out."""
    try:
        sent = webauthn.helpers.parse_client_data_json(
            base64url_to_bytes(credential["response"]["clientDataJSON"])
        )
        return sent.challenge.decode()
    except (WebAuthnException, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused() from error


def _refused() -> Invalid:
    return Invalid(_("This passkey could not be used. Please try again, or sign in with your password."))
