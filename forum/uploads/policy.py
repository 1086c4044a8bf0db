"""Who may see a picture, and who may change what is said about it."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.policy import Actor, Audience, NotAllowed, NotFound, Permission, Viewer
from forum.uploads.models import Purpose, Upload, Withheld
from forum.uploads.queries import find_upload
from forum.uploads.registry import shows


def may_see(viewer: Viewer, upload: Upload) -> bool:
    """Whether `viewer` may see the picture.

    A brand's own pictures are for everybody, also before they sign in; members' faces for everybody who may read
    here; a picture in a post for those who may read a post that shows it, its owner and the moderators. A hidden
    picture is for its owner and the moderators, a blocked one for nobody.
    """
    if upload.withheld == Withheld.BLOCKED:
        return False
    if upload.withheld == Withheld.HIDDEN:
        return viewer.may_moderate or upload.owner_id == viewer.own_id
    if upload.purpose == Purpose.BRAND:
        return True
    if upload.purpose == Purpose.AVATAR:
        return viewer.clearance >= Audience.EVERYONE
    if viewer.may_moderate or upload.owner_id == viewer.own_id:
        return True
    return any(is_shown(viewer, upload.id) for is_shown in shows)


def get_own_upload(actor: Viewer, key: str) -> Upload:
    """Return the picture under `key` for changing what is said about it.

    Raises:
        NotFound: when there is none, or none that `actor` may see.
        NotAllowed: when it is somebody else's.
    """
    upload = find_upload(key)
    if upload is None or not may_see(actor, upload):
        raise NotFound
    if not actor.is_authenticated or (upload.owner_id != actor.id and not actor.may_moderate):
        raise NotAllowed(_("This is somebody else’s picture."))
    return upload


def require_upload(actor: Actor) -> None:
    """Refuse actors who may not bring pictures.

    Raises:
        NotAllowed: for them.
    """
    if Permission.UPLOAD not in actor.permissions:
        raise NotAllowed(_("You cannot add pictures at the moment."))
