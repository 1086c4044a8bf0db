"""What the team fills in about a picture of its own set."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField, StringField
from wtforms.validators import Length

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.i18n import LANGUAGES
from forum.desk.models import DeskPicture
from forum.desk.operations.pictures import ALT_LENGTH, NAME_LENGTH
from forum.uploads.forms import ACCEPTED

_NAME = [REQUIRED, Length(max=NAME_LENGTH, message=TOO_LONG)]
_ALT = [REQUIRED, Length(max=ALT_LENGTH, message=TOO_LONG)]


class WordsForm(RoomForm):
    """What a picture is called, and what it shows, in every language."""

    name_en = StringField(_l("Name, English"), validators=_NAME)
    alt_en = StringField(_l("What it shows, English"), validators=_ALT)
    name_fr = StringField(_l("Name, French"), validators=_NAME)
    alt_fr = StringField(_l("What it shows, French"), validators=_ALT)
    name_de = StringField(_l("Name, German"), validators=_NAME)
    alt_de = StringField(_l("What it shows, German"), validators=_ALT)

    @classmethod
    def of(cls, picture: DeskPicture) -> WordsForm:
        """Return the form with the words of a picture."""
        return cls(
            **{f"name_{code}": text for code, text in picture.names.items()},
            **{f"alt_{code}": text for code, text in picture.alts.items()},
        )

    def names(self) -> dict[str, str]:
        """Return what it is called, by language."""
        return {code: self[f"name_{code}"].data or "" for code in LANGUAGES}

    def alts(self) -> dict[str, str]:
        """Return what it shows, by language."""
        return {code: self[f"alt_{code}"].data or "" for code in LANGUAGES}


class PictureForm(WordsForm):
    """A new picture of the set."""

    file = FileField(
        _l("Picture"),
        description=_l(
            "A GIF or WebP may move: at most 75 frames, 5 seconds and 4 MB. It is shown up to 320 pixels large."
        ),
        render_kw={"accept": ACCEPTED, "required": True},
    )
