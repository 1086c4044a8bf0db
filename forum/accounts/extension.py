"""Flask-Security-Too as Potluck uses it: its hashes, one-time passwords and login manager, none of its pages.

docs/adr/sign-in.md says why. Corrected here: Flask-Principal's hook, which loads the user on every request, is taken
out; tokens in headers and addresses are not accepted; who is signed in says a row of `sign_in`, not a cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_security import Security, SQLAlchemyUserDatastore

from forum.accounts.authenticators import Authenticators
from forum.accounts.models import Member
from forum.accounts.viewers import load_viewer, unknown_viewer
from forum.core.database import db

HASH = "argon2"


def init_app(app: Flask, ask_to_sign_in: Callable[[], ResponseReturnValue]) -> None:
    """Set up Flask-Security on `app`; `ask_to_sign_in` answers guests who come to a page for members."""
    secret = str(app.config["SECRET_KEY"])
    app.config.update(
        SECURITY_PASSWORD_HASH=HASH,
        SECURITY_PASSWORD_SCHEMES=[HASH],
        SECURITY_PASSWORD_SINGLE_HASH={HASH},
        SECURITY_PASSWORD_NORMALIZE_FORM=None,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_TOTP_SECRETS={"1": secret},
        SECURITY_TOTP_ISSUER=urlsplit(app.config["PUBLIC_URL"]).hostname,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_CLI_USERS_NAME=None,
        SECURITY_CLI_ROLES_NAME=None,
    )
    datastore = SQLAlchemyUserDatastore(db, cast(Any, Member), cast(Any, Member))
    security = Security(app, datastore, register_blueprint=False, totp_cls=Authenticators)
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    manager = security.login_manager
    manager.user_loader(load_viewer)
    manager.request_loader(None)
    manager.anonymous_user = unknown_viewer
    manager.session_protection = None
    manager.unauthorized_handler(ask_to_sign_in)
