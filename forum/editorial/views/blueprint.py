"""The blueprint of publishing."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from forum.core.http import private
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.editorial.policy import require_publish

blueprint = Blueprint("editorial", __name__)


def publisher() -> Viewer:
    """Return the viewer, who speaks for the brand.

    Raises:
        NotAllowed: to all others.
    """
    viewer = current_viewer()
    require_publish(viewer)
    return viewer


def page(template: str, status: int = 200, **shown: Any) -> Response:
    """Return a page that nobody else may keep."""
    return private(make_response(render_template(template, **shown), status))
