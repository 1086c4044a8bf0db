"""The pages of moderation that somebody may use, as tabs."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.core.policy import Permission, Viewer
from forum.core.viewing import current_viewer
from forum.moderation.policy import keeps_evidence, may_second

PAGES: tuple[tuple[LazyString, str, Callable[[Viewer], bool]], ...] = (
    (_l("Reports"), "reports", lambda viewer: viewer.may_moderate),
    (_l("Objections"), "objections", may_second),
    (_l("Hidden in one act"), "acts", lambda viewer: viewer.may_moderate),
    (_l("Purging"), "purges", may_second),
    (_l("Evidence"), "locked", keeps_evidence),
    (_l("Reasons"), "reasons", lambda viewer: viewer.may(Permission.MANAGE_SETTINGS)),
)


def moderation_tabs() -> list[tuple[str, str, bool]]:
    """Return label and address of every page the viewer may use, and whether it is the present one."""
    viewer = current_viewer()
    here = (request.endpoint or "").removeprefix("moderation.")
    return [
        (str(label), url_for(f"moderation.{page}"), here == page) for label, page, may in PAGES if may(viewer)
    ]
