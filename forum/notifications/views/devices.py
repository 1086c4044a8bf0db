"""The devices on which a member wants messages: seen, switched on, switched off."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.accounts.origins import device_of
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid
from forum.core.push import push_post
from forum.core.viewing import current_viewer
from forum.notifications.devices import devices_of, renew, switch_off, switch_on
from forum.notifications.views.blueprint import blueprint


@blueprint.get("/settings/devices")
@login_required
def devices() -> ResponseReturnValue:
    """Show where messages arrive, and offer it for this browser."""
    viewer, post = current_viewer(), push_post()
    shown = [(device, device.sign_in_id == viewer.sign_in_id) for device in devices_of(viewer)]
    page = render_template(
        "notifications/devices.html",
        devices=shown,
        is_on_here=any(is_here for _device, is_here in shown),
        public_key=post.signer.public_key if post.services else None,
    )
    return private(make_response(page))


@blueprint.post("/settings/devices")
@login_required
@limit_write("settings")
def add_device() -> ResponseReturnValue:
    """Switch messages on for the browser that asks; answers what went wrong, if anything did."""
    name = device_of(request.user_agent.string)
    try:
        with write_transaction():
            switch_on(**_given(), name=name, actor=current_viewer(), now=clock.now())
    except Invalid as error:
        return {"error": str(error)}, 422
    flash(_("Messages arrive on this device now."))
    return {"next": url_for("notifications.devices")}, 201


@blueprint.post("/settings/devices/renewal")
@login_required
@limit_write("settings")
def renew_device() -> ResponseReturnValue:
    """Take a new address for the old one, from the worker of a browser that is reached elsewhere from now on."""
    try:
        with write_transaction():
            renew(request.form.get("former", ""), **_given(), actor=current_viewer())
    except Invalid as error:
        return {"error": str(error)}, 422
    return {}, 200


@blueprint.post("/settings/devices/<int:device_id>/delete")
@login_required
@limit_write("settings")
def remove_device(device_id: int) -> ResponseReturnValue:
    """Switch them off again."""
    with write_transaction():
        switch_off(device_id, actor=current_viewer())
    flash(_("No messages arrive on that device any more."))
    return redirect(url_for("notifications.devices"), 303)


def _given() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in ("endpoint", "p256dh", "auth")}
