"""Unsafe requests come from the community's own pages only: with the token of a form, and from no other site."""

from __future__ import annotations

from flask import current_app, request
from flask_wtf.csrf import CSRFProtect


class OwnPagesOnly(CSRFProtect):  # type: ignore[misc]  # Flask-WTF has no types
    """Asks for the token, and refuses what a browser says comes from elsewhere even with one.

    Views marked by `exempt` carry their own proof and ask for neither. OWASP ASVS 5.0, 3.4.2 and 3.5.1.
    """

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse the present request unless it is safe, exempt or from a page of this community."""
        exempt = apply_exemptions and (not request.endpoint or self._is_exempt())
        unsafe = request.method in current_app.config["WTF_CSRF_METHODS"]
        if unsafe and not exempt and not _is_own(request.headers.get("Origin")):
            self._error_response("The request comes from another site.")
        super().protect(apply_exemptions=apply_exemptions)


def _is_own(origin: str | None) -> bool:
    """Browsers say `Origin` with every unsafe request; what is no browser need not."""
    return origin is None or origin == current_app.config["PUBLIC_URL"]
