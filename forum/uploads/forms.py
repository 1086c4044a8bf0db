"""What people fill in to add, describe and choose pictures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from forum.uploads.models import ALT_LENGTH

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class PictureForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One picture for a post."""

    file = FileField(_l("Picture"), render_kw={"accept": ACCEPTED, "required": True})
    alt = StringField(
        _l("What does it show?"),
        description=_l("For people who cannot see it. One sentence is enough."),
        validators=[Length(max=ALT_LENGTH)],
        render_kw={"maxlength": ALT_LENGTH},
    )


class AltForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The words for one picture."""

    alt = StringField(
        _l("What does it show?"),
        description=_l("For people who cannot see it. One sentence is enough."),
        validators=[Length(max=ALT_LENGTH)],
        render_kw={"maxlength": ALT_LENGTH},
    )


class FaceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A member's own picture."""

    file = FileField(_l("Your picture"), render_kw={"accept": ACCEPTED, "required": True})
