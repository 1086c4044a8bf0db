"""The texts that a brand owes its visitors."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from forum.core.clauses import with_places
from forum.core.i18n import localized
from forum.core.markup.render import render
from forum.core.policy import NotFound
from forum.core.settings import get_setting
from forum.core.versions import depend_on
from forum.pages.views.blueprint import blueprint


@blueprint.get("/charter")
def charter() -> ResponseReturnValue:
    """Show the rules of the community."""
    return _legal_page(_("Charter"), "site.charter")


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Show what is kept about members."""
    return _legal_page(_("Privacy"), "site.privacy")


@blueprint.get("/imprint")
def imprint() -> ResponseReturnValue:
    """Show who stands behind the community."""
    return _legal_page(_("Imprint"), "site.imprint")


def _legal_page(title: str, key: str) -> ResponseReturnValue:
    """Return a text of the brand.

    Raises:
        NotFound: while the brand has written none.
    """
    depend_on()
    source = localized(get_setting(key))
    if not source:
        raise NotFound
    body = Markup(with_places(render(source).html))  # noqa: S704 - sanitised by the markup room
    return render_template("pages/legal.html", title=title, body=body, key=key)
