"""The pictures themselves, each for those who may see it, as pictures and never as anything else."""

from __future__ import annotations

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from forum.accounts.viewers import unknown_viewer
from forum.core.policy import NotFound, Viewer
from forum.core.storage import NoSuchFile, StorageError, current_storage
from forum.core.viewing import current_viewer
from forum.uploads.images import FULL, widths_below
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import file_name
from forum.uploads.policy import may_see
from forum.uploads.queries import find_upload
from forum.uploads.views.blueprint import blueprint

NOTHING_RUNS = "default-src 'none'; sandbox"
A_MINUTE = 60
A_DAY = 24 * 60 * A_MINUTE


@blueprint.get("/uploads/<key>")
@blueprint.get("/uploads/<key>/<variant>.webp")
def picture(key: str, variant: str = FULL) -> ResponseReturnValue:
    """Give one variant of a picture; by its key alone, the full one."""
    upload = find_upload(key)
    if upload is None or variant not in {FULL, *map(str, widths_below(upload.width))}:
        raise NotFound
    caching = _caching(upload, current_viewer())
    answer = Response(content_type=upload.content_type)
    answer.set_etag(f"{key}-{variant}")
    answer.headers["Cache-Control"] = caching
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    answer.headers["Content-Disposition"] = f'inline; filename="{key}.webp"'
    if request.if_none_match.contains_weak(answer.get_etag()[0] or ""):
        answer.status_code = 304
        return answer
    answer.data = _content(file_name(key, variant))
    return answer


def _caching(upload: Upload, viewer: Viewer) -> str:
    """Return who may keep the picture, and for how long.

    What every guest sees may be kept anywhere: a face or a logo for a day, because a new one has a new address, and a
    picture in a post for a minute, because the post may be hidden. Anything else only by the viewer's own browser,
    which asks each time.

    Raises:
        NotFound: when this viewer may not see it at all.
    """
    if may_see(unknown_viewer(), upload):
        return f"public, max-age={A_MINUTE if upload.purpose == Purpose.POST else A_DAY}"
    if may_see(viewer, upload):
        return "private, no-cache"
    raise NotFound


def _content(name: str) -> bytes:
    try:
        return current_storage().get(name)
    except NoSuchFile as error:
        raise NotFound from error
    except StorageError:
        abort(503)
