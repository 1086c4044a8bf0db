"""The community as browsers know it when they make and use passkeys."""

from __future__ import annotations

from flask import current_app

from forum.accounts.operations.passkeys import RelyingParty
from forum.core.site import site_name


def relying_party() -> RelyingParty:
    """Return the canonical origin and the brand's name."""
    return RelyingParty(origin=current_app.config["PUBLIC_URL"], name=site_name())
