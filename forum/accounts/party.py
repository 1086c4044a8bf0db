"""The community as browsers know it when they make and use passkeys."""

from __future__ import annotations

from flask import current_app

from forum.accounts.operations.passkeys import RelyingParty
from forum.core.settings import get_setting


def relying_party() -> RelyingParty:
    """Return the canonical origin and the brand's name."""
    return RelyingParty(origin=current_app.config["PUBLIC_URL"], name=str(get_setting("site.name")))
