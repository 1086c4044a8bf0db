"""Enters notifications into the application."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.accounts.guests import leave_open
from forum.accounts.settings_pages import register_settings_page
from forum.core import outbox
from forum.core.chores import chore
from forum.core.jobs import job_kind
from forum.core.notices import FAN_OUT
from forum.core.personal_data import register_personal_data
from forum.core.slots import Slot, fill
from forum.notifications import birthdays, open_pages, personal, personal_words, stopped
from forum.notifications.delivery import MAIL, MAILING, TELLING, fan_out, telling_step
from forum.notifications.devices import PUSH
from forum.notifications.digests import DIGEST, send_digest, send_due_digests
from forum.notifications.mailing import mailing_step, send_notice
from forum.notifications.pushing import ATTEMPTS, send_push
from forum.notifications.queries import load_header, load_topic_link
from forum.notifications.views import devices, notices  # noqa: F401 - they add their pages
from forum.notifications.views.blueprint import blueprint

MAIL_LEASE = timedelta(minutes=2)
DIGESTS_EVERY = timedelta(minutes=5)
GREETINGS_EVERY = timedelta(hours=1)


def init_app(app: Flask) -> None:
    """Register views, the work that follows events, the bell in the header, and personal data."""
    app.register_blueprint(blueprint)
    leave_open(app, "notifications.unsubscribe", "notifications.arrives")
    register_settings_page(app, "notifications.choices", _l("Notices"), order=25)
    register_settings_page(app, "notifications.devices", _l("Devices"), order=26)
    birthdays.init_app(app)
    stopped.init_app(app)
    open_pages.init_app(app)
    outbox.handler(app, FAN_OUT, fan_out)
    outbox.handler(app, MAIL, send_notice, external=True, lease=MAIL_LEASE)
    outbox.handler(app, DIGEST, send_digest, external=True, lease=MAIL_LEASE)
    outbox.handler(app, PUSH, send_push, external=True, attempts=ATTEMPTS, lease=MAIL_LEASE)
    job_kind(app, TELLING, telling_step)
    job_kind(app, MAILING, mailing_step, external=True)
    chore(app, "notifications.digests", send_due_digests, every=DIGESTS_EVERY)
    chore(app, "notifications.birthdays", birthdays.greet, every=GREETINGS_EVERY)
    fill(app, Slot("header", "notifications", "notifications/header.html", load_header, order=10, plain=True))
    fill(app, Slot("topic.following", "notifications", "notifications/_topic_link.html", load_topic_link))
    register_personal_data(
        app, "notifications", export=personal.export, erase=personal.erase, words=personal_words.WORDS
    )
