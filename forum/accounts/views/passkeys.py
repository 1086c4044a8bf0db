"""Coming in, and showing oneself again, by passkey. `static/js/passkeys.js` talks to these."""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.attempts import log_attempt
from forum.accounts.next_page import safe_next
from forum.accounts.operations import passkeys
from forum.accounts.operations.sign_ins import freshen_sign_in
from forum.accounts.party import relying_party
from forum.accounts.policy import get_own_member
from forum.accounts.views.admission import open_session
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import fresh_sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed
from forum.core.typed_text import clean_line
from forum.core.viewing import current_viewer


@blueprint.post("/sign-in/passkey/options")
@limit_write("sign-in")
def passkey_options() -> ResponseReturnValue:
    """Give the browser a challenge to answer."""
    with write_transaction():
        options = passkeys.sign_in_options(party=relying_party(), now=clock.now())
    return jsonify(options)


@blueprint.post("/sign-in/passkey")
@limit_write("sign-in")
def sign_in_by_passkey() -> ResponseReturnValue:
    """Let in the member whose passkey has answered; for one who is in, count it as showing themselves again."""
    now = clock.now()
    viewer = current_viewer()
    try:
        with write_transaction():
            member = passkeys.member_by_passkey(_credential(), party=relying_party(), now=now)
            if viewer.is_authenticated and viewer.id != member.id:
                raise Invalid(_("This passkey belongs to another account."))
            if viewer.sign_in_id is not None:
                freshen_sign_in(viewer.sign_in_id, now=now)
    except Invalid as error:
        log_attempt("refused", method="passkey", member_id=viewer.id)
        return jsonify(error=str(error)), 422
    next_path = safe_next(str(_sent().get("next") or ""))
    if viewer.is_authenticated:
        log_attempt("again", method="passkey", member_id=viewer.id)
        return jsonify(next=next_path)
    try:
        open_session(member.id, method="passkey")
    except NotAllowed as error:
        return jsonify(error=str(error)), 403
    return jsonify(next=next_path)


@blueprint.post("/settings/passkeys/options")
@fresh_sign_in_required
@limit_write("settings")
def new_passkey_options() -> ResponseReturnValue:
    """Give the browser what it needs to make a passkey."""
    with write_transaction():
        member = get_own_member(current_viewer())
        options = passkeys.registration_options(member, party=relying_party(), now=clock.now())
    return jsonify(options)


@blueprint.post("/settings/passkeys")
@fresh_sign_in_required
@limit_write("settings")
def add_passkey() -> ResponseReturnValue:
    """Keep the passkey that the browser has made."""
    name = clean_line(str(_sent().get("name") or "")) or _("Passkey")
    try:
        with write_transaction():
            member = get_own_member(current_viewer())
            passkeys.register_passkey(
                member, _credential(), name=name, party=relying_party(), now=clock.now()
            )
    except Invalid as error:
        return jsonify(error=str(error)), 422
    flash(_("The passkey is added."))
    return jsonify(next="/settings/security")


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _credential() -> dict[str, Any]:
    credential = _sent().get("credential")
    return credential if isinstance(credential, dict) else {}
