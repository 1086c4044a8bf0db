"""Finding a setting of one's own."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.settings_pages import wanted_pages
from forum.accounts.views.guards import sign_in_required
from forum.core.http import private
from forum.pages.member_settings import found_settings, named_on
from forum.pages.views.blueprint import blueprint

LONGEST = 80


@blueprint.get("/settings")
@sign_in_required
def find_settings() -> ResponseReturnValue:
    """List what a member can settle, or what they look for."""
    asked = request.args.get("q", "").strip()[:LONGEST]
    pages = [
        (page.label, url_for(page.endpoint), named_on(page.endpoint))
        for page in wanted_pages()
        if page.endpoint != request.endpoint
    ]
    return private(
        make_response(
            render_template("pages/settings.html", asked=asked, found=found_settings(asked), pages=pages)
        )
    )
