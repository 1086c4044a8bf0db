"""What the brand fills in to publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import starmap

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.discussions.forms import TITLE, WritingForm
from forum.editorial.models import NOTE_LENGTH
from forum.editorial.words import EVERY_NAMES, PURPOSE_HINTS, PURPOSE_NAMES, Every, Purpose
from forum.polls.forms import LOCAL, in_utc

TEXT = WritingForm.body.kwargs["validators"]


class PublicationForm(RoomForm):
    """A publication that is being written."""

    title = StringField(_l("Title"), validators=TITLE)
    body = TextAreaField(_l("Text"), validators=TEXT, render_kw={"rows": 12})
    category = SelectField(
        _l("Category"), coerce=int, validators=[NumberRange(min=1, message=_l("Choose a category."))]
    )
    purpose = RadioField(_l("What is it for?"), default=Purpose.CONVERSATION.value)
    planned_for = DateTimeLocalField(
        _l("Publish at"),
        format=LOCAL,
        validators=[Optional()],
        description=_l("In your time zone. Without a time it is published when you give your word."),
    )
    every = SelectField(
        _l("Comes again"), default=Every.ONCE.value, choices=list(starmap(SelectChoice, EVERY_NAMES.items()))
    )

    @classmethod
    def offering(cls, categories: Sequence[tuple[int, str]], **known: object) -> PublicationForm:
        """Return the form with the categories to choose from."""
        form = cls(**known)
        form.category.choices = list(starmap(SelectChoice, [(0, _l("Choose a category")), *categories]))
        said = {each: (PURPOSE_NAMES[each], PURPOSE_HINTS[each]) for each in Purpose}
        form.purpose.choices = [
            SelectChoice(each.value, _("%(purpose)s: %(hint)s", purpose=name, hint=hint))
            for each, (name, hint) in said.items()
        ]
        return form

    def moment(self) -> datetime | None:
        """Return the time that was typed."""
        return in_utc(self.planned_for.data)


class AskForm(RoomForm):
    """Why it is exceptional, and whose word is needed until when."""

    reason = TextAreaField(
        _l("Why is it exceptional?"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
        description=_l("A recall, a crisis, a promise about prices: whatever the charter does not foresee."),
        render_kw={"rows": 3},
    )
    answer_until = DateTimeLocalField(_l("They answer until"), format=LOCAL, validators=[Optional()])

    def moment(self) -> datetime | None:
        """Return the time that was typed."""
        return in_utc(self.answer_until.data)


class WordForm(RoomForm):
    """Agreeing, or not."""

    verdict = RadioField(
        _l("Your word"),
        choices=[SelectChoice("yes", _l("I agree")), SelectChoice("no", _l("I do not agree"))],
        validators=[InputRequired(_l("Choose one."))],
    )
    note = StringField(_l("In one sentence"), validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)])


class MoveForm(RoomForm):
    """Another day, or another time altogether."""

    to = DateTimeLocalField(_l("Publish at"), format=LOCAL, validators=[Optional()])

    def moment(self) -> datetime | None:
        """Return the time that was typed."""
        return in_utc(self.to.data)
