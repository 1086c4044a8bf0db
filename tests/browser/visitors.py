"""Browsers of members, without their having to sign in first."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from forum.accounts.models import Member
from forum.accounts.operations.sign_ins import Origin, begin_sign_in
from forum.core.clock import clock
from forum.core.database import db, write_transaction

WITHOUT_WORKER: Final = "block"
WITH_WORKER: Final = "allow"
"""The worker that keeps pages for when there is no connection costs a new browser as much as two pages.

So it comes only where somebody is without a connection, where a page is weighed, and on the long journey.
"""


def browser_for(chromium: Browser, app: Flask, handle: str | None, **options: Any) -> BrowserContext:
    """Open a browser in which the member `handle` is signed in; that of a guest for None."""
    url = app.config["PUBLIC_URL"]
    options = {"service_workers": WITHOUT_WORKER, "reduced_motion": "reduce"} | options
    context = chromium.new_context(base_url=url, **options)
    if handle is not None:
        context.add_cookies([{"name": "session", "value": sign_in_cookie(app, handle), "url": url}])
    return context


def sign_in_cookie(app: Flask, handle: str) -> str:
    """Sign the member in and return what their browser keeps."""
    with app.app_context(), write_transaction():
        member = db.session.query(Member).filter_by(handle=handle).one()
        token = begin_sign_in(
            member, method="password", origin=Origin("127.0.0.1", "a test"), now=clock.now()
        )
    client = app.test_client()
    with client.session_transaction(base_url=app.config["PUBLIC_URL"]) as session:
        session["_user_id"] = token
        session["_fresh"] = True
    cookie = client.get_cookie("session", "127.0.0.1")
    assert cookie is not None
    return cookie.value
