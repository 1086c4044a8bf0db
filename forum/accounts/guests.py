"""What guests meet: the doors in the frame of every page, and, in a community for members only, nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from forum.accounts.settings import INVITATION, OPEN
from forum.accounts.views.guards import ask_to_sign_in
from forum.core.policy import Audience, Viewer
from forum.core.registries import Registry
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer

FRAME = ("static", "style_sheet")
"""What the sign-in page itself needs."""
CLOSED_IN_ROOM = frozenset({"accounts.profile"})
open_endpoints: Registry[bool] = Registry("pages that are open to everyone")


def leave_open(app: Flask, *endpoints: str) -> None:
    """Let everyone come to these pages, even in a community for members only: legal pages, links from mails."""
    for endpoint in endpoints:
        open_endpoints.add(app, endpoint, True)


def doors() -> dict[str, Any]:
    """Return the addresses that the frame of every page needs, and for whom the door opens."""
    return {
        "sign_in_href": "/sign-in",
        "sign_up_href": "/sign-up" if get_setting("accounts.sign_up_mode") == OPEN else None,
        "is_by_invitation": get_setting("accounts.sign_up_mode") == INVITATION,
        "is_for_members_only": bool(get_setting("site.members_only")),
        "sign_out_href": "/sign-out",
        "language_href": "/language",
    }


def may_come(viewer: Viewer, endpoint: str) -> bool:
    """Whether the page leads `viewer` further than to the sign-in page of a community for members only."""
    if open_endpoints.get(endpoint) or viewer.clearance >= Audience.EVERYONE:
        return True
    return endpoint.startswith("accounts.") and endpoint not in CLOSED_IN_ROOM


def may_follow(viewer: Viewer, address: str) -> bool:
    """The same of an address that the brand has put into its menu, here or elsewhere."""
    if not address.startswith("/") or viewer.clearance >= Audience.EVERYONE:
        return True
    try:
        endpoint, _values = current_app.url_map.bind("").match(urlsplit(address).path)
    except HTTPException:
        return False
    return may_come(viewer, endpoint)


def keep_outsiders_out() -> ResponseReturnValue | None:
    """Lead guests of a community for members only to the sign-in page, whatever they asked for."""
    endpoint = request.endpoint
    return None if endpoint is None or may_come(current_viewer(), endpoint) else ask_to_sign_in()


def init_app(app: Flask) -> None:
    """Watch the door."""
    leave_open(app, *FRAME)
    app.before_request(keep_outsiders_out)
    app.context_processor(doors)
