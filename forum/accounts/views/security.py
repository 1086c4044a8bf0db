"""Settings: password, second factor, recovery codes, passkeys, and where one is signed in."""

from __future__ import annotations

from urllib.parse import quote

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts import passwords
from forum.accounts.authenticators import authenticators
from forum.accounts.forms import CodeForm, NewPasswordForm
from forum.accounts.operations import credentials, passkeys, second_factors
from forum.accounts.operations.sign_ins import end_sign_in, end_sign_ins
from forum.accounts.party import relying_party
from forum.accounts.policy import get_own_member
from forum.accounts.qr import qr_path
from forum.accounts.queries import doors_of
from forum.accounts.settings import brand_names
from forum.accounts.views.blueprint import blueprint
from forum.accounts.views.guards import fresh_sign_in_required, sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer

PENDING_KEY = "authenticator"


@blueprint.get("/settings/security")
@sign_in_required
def security() -> ResponseReturnValue:
    """Show the ways in, and where the member is in."""
    viewer = current_viewer()
    doors = doors_of(viewer.id or 0, viewer.sign_in_id, now=clock.now())
    return render_template(
        "accounts/settings/security.html", doors=doors, can_have_passkeys=relying_party().can_have_passkeys
    )


@blueprint.route("/settings/password", methods=["GET", "POST"])
@fresh_sign_in_required
@limit_write("settings")
def change_password() -> ResponseReturnValue:
    """Set another password; every other browser is signed out."""
    viewer = current_viewer()
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            typed = form.password.data or ""
            member = get_own_member(viewer)
            passwords.check_password(typed, personal=[member.name, member.email or "", *brand_names()])
            new_hash = passwords.hashed(typed)
            with write_transaction():
                credentials.change_password(
                    get_own_member(viewer), new_hash, now=clock.now(), sign_in_id=viewer.sign_in_id
                )
            flash(_("Your password is changed. All other browsers are signed out."))
            return redirect(url_for("accounts.security"), 303)
        except Invalid as error:
            form.refuse(error)
    return render_template("accounts/settings/password.html", form=form), form.status


@blueprint.route("/settings/second-factor", methods=["GET", "POST"])
@fresh_sign_in_required
@limit_write("settings")
def turn_on_second_factor() -> ResponseReturnValue:
    """Show the key for the authenticator app, and take its first code.

    The key waits in the signed session, encrypted, until a code has shown that the app has it.
    """
    viewer = current_viewer()
    secret = session.setdefault(PENDING_KEY, authenticators().generate_totp_secret())
    form = CodeForm()
    if form.validate_on_submit():
        with write_transaction():
            member = get_own_member(viewer)
            codes = second_factors.turn_on_second_factor(
                member, secret, form.code.data or "", now=clock.now()
            )
        if codes:
            session.pop(PENDING_KEY)
            return _codes_page(codes)
        form.refuse(Invalid(_("This code is wrong. Please look at the clock of your device."), field="code"))
    uri = authenticators().get_totp_uri(viewer.handle, secret)
    page = render_template(
        "accounts/settings/second_factor.html",
        form=form,
        key=authenticators().get_totp_pretty_key(secret),
        uri=uri,
        qr=qr_path(uri),
    )
    return page, form.status


@blueprint.post("/settings/second-factor/removal")
@fresh_sign_in_required
@limit_write("settings")
def turn_off_second_factor() -> ResponseReturnValue:
    """Let the password alone suffice again."""
    with write_transaction():
        second_factors.turn_off_second_factor(get_own_member(current_viewer()))
    flash(_("The second step is off."), "warn")
    return redirect(url_for("accounts.security"), 303)


@blueprint.post("/settings/recovery-codes")
@fresh_sign_in_required
@limit_write("settings")
def renew_recovery_codes() -> ResponseReturnValue:
    """Replace the recovery codes and show the new ones, this once."""
    with write_transaction():
        codes = second_factors.renew_recovery_codes(get_own_member(current_viewer()), now=clock.now())
    return _codes_page(codes)


@blueprint.post("/settings/passkeys/<int:passkey_id>/removal")
@fresh_sign_in_required
@limit_write("settings")
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Forget a passkey."""
    with write_transaction():
        passkeys.remove_passkey(get_own_member(current_viewer()), passkey_id)
    flash(_("The passkey is removed."))
    return redirect(url_for("accounts.security"), 303)


@blueprint.post("/settings/sign-ins/<int:sign_in_id>/end")
@sign_in_required
@limit_write("settings")
def end_one_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """Sign one browser out."""
    with write_transaction():
        end_sign_in(sign_in_id, member_id=current_viewer().id or 0, now=clock.now())
    flash(_("That browser is signed out."))
    return redirect(url_for("accounts.security"), 303)


@blueprint.post("/settings/sign-ins/end-others")
@sign_in_required
@limit_write("settings")
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign every other browser out."""
    viewer = current_viewer()
    with write_transaction():
        end_sign_ins(viewer.id or 0, now=clock.now(), but=viewer.sign_in_id)
    flash(_("All other browsers are signed out."))
    return redirect(url_for("accounts.security"), 303)


def _codes_page(codes: list[str]) -> str:
    """Show fresh recovery codes. Their file stands in the link itself: the server has forgotten them by then."""
    title = _(
        "Recovery codes of %(name)s for %(site)s", name=current_viewer().name, site=get_setting("site.name")
    )
    once = _("Each lets you in once.")
    sheet = "\r\n".join([title, once, "", *codes, ""])
    return render_template(
        "accounts/settings/recovery_codes.html",
        codes=codes,
        file_href=f"data:text/plain;charset=utf-8,{quote(sheet)}",
    )
