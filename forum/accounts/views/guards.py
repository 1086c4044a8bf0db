"""Who may come to a page: members only, and those who have just shown who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.next_page import page_before
from forum.core.http import wants_fragment
from forum.core.viewing import current_viewer

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def ask_to_sign_in() -> ResponseReturnValue:
    """Lead a guest to the sign-in page, and from there back to where they were."""
    return _lead_to("accounts.sign_in")


def sign_in_required(view: View[P]) -> View[P]:
    """Let in members only."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs) if current_viewer().is_authenticated else ask_to_sign_in()

    return guarded


def fresh_sign_in_required(view: View[P]) -> View[P]:
    """Let in only members who signed in, or showed their password or passkey, a few minutes ago."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        viewer = current_viewer()
        if not viewer.is_authenticated:
            return ask_to_sign_in()
        if not viewer.is_fresh:
            return _lead_to("accounts.sign_in_again")
        return view(*args, **kwargs)

    return guarded


def _lead_to(endpoint: str) -> ResponseReturnValue:
    here = (
        request.full_path.rstrip("?") if request.method == "GET" and not wants_fragment() else page_before()
    )
    address = url_for(endpoint, next=here)
    if wants_fragment():
        return "", 200, {"HX-Redirect": address}
    return redirect(address, 303)
