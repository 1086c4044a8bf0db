"""What administrators fill in to publish an edition of the charter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.i18n import LANGUAGES
from forum.core.site import PAGE_LENGTH
from forum.gatekeeping.operations.charter import CHANGES_LENGTH

_TEXT = [REQUIRED, Length(max=PAGE_LENGTH, message=TOO_LONG)]
_CHANGES = [Length(max=CHANGES_LENGTH, message=TOO_LONG)]


class CharterForm(RoomForm):
    """The whole charter and what changed, in every language."""

    text_en = TextAreaField(_l("Charter, English"), validators=_TEXT)
    changes_en = TextAreaField(_l("What is different, English"), validators=_CHANGES)
    text_fr = TextAreaField(_l("Charter, French"), validators=_TEXT)
    changes_fr = TextAreaField(_l("What is different, French"), validators=_CHANGES)
    text_de = TextAreaField(_l("Charter, German"), validators=_TEXT)
    changes_de = TextAreaField(_l("What is different, German"), validators=_CHANGES)

    is_editorial = BooleanField(
        _l("This only corrects words"),
        description=_l("An editorial correction: nobody is asked to accept it again."),
    )

    def texts(self) -> dict[str, str]:
        """Return the charter by language."""
        return {code: self[f"text_{code}"].data or "" for code in LANGUAGES}

    def changes(self) -> dict[str, str]:
        """Return what is different, by language."""
        return {code: self[f"changes_{code}"].data or "" for code in LANGUAGES}
