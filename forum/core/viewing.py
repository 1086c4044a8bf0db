"""The viewer of the present request. Views ask here; operations are told."""

from __future__ import annotations

from typing import cast

from flask import has_request_context
from flask_login import current_user

from forum.core.policy import GUEST, Viewer


def current_viewer() -> Viewer:
    """Return who looks at this page; the guest where nobody is signed in or there is no request."""
    if not has_request_context():
        return GUEST
    return cast(Viewer, current_user._get_current_object())
