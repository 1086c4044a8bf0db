"""The form in which the brand says how the people divide for whom the voters are to stand."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from forum.accounts.forms import REQUIRED, RoomForm
from forum.polls.readout.margins import SOURCE_LENGTH


class MarginsForm(RoomForm):
    """Where the shares come from; the shares themselves are fields of their own for each group."""

    source = StringField(
        _l("Where do these shares come from?"),
        validators=[REQUIRED],
        description=_l("For example: customer survey of spring. It stands beside the weighted result."),
        render_kw={"maxlength": SOURCE_LENGTH},
    )
