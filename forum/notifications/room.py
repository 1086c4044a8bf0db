"""Enters notifications into the application."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.guests import leave_open
from forum.accounts.settings_pages import register_settings_page
from forum.core import outbox
from forum.core.notices import FAN_OUT
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.notifications import personal
from forum.notifications.delivery import MAIL, fan_out
from forum.notifications.mailing import send_notice
from forum.notifications.queries import load_header
from forum.notifications.views import blueprint

MAIL_LEASE = timedelta(minutes=2)


def init_app(app: Flask) -> None:
    """Register views, the work that follows events, the bell in the header, and personal data."""
    app.register_blueprint(blueprint)
    leave_open(app, "notifications.unsubscribe")
    register_settings_page(app, "notifications.choices", _l("Notices"), order=25)
    outbox.handler(app, FAN_OUT, fan_out)
    outbox.handler(app, MAIL, send_notice, external=True, lease=MAIL_LEASE)
    fill(app, Slot("header", "notifications", "notifications/header.html", load_header, order=10, plain=True))
    register_personal_data(app, "notifications", export=personal.export, erase=personal.erase)
