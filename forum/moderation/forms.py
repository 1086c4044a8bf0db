"""What people fill in to report something, and moderators to act on it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.core.reasons import reasons
from forum.moderation.models import NOTE_LENGTH


def _reason_choices(*, reportable: bool = False, for_profiles: bool = False) -> list[SelectChoice]:
    return [
        SelectChoice(reason.key, f"{_as_a_beginning(str(reason.name))}. {reason.explanation}")
        for reason in reasons
        if (reason.reportable or not reportable) and (reason.for_profiles or not for_profiles)
    ]


def _as_a_beginning(name: str) -> str:
    return name[:1].upper() + name[1:]


class ReportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A report of a post or a profile."""

    reason = RadioField(_l("What is wrong?"), validators=[InputRequired(_l("Choose a reason."))])
    note = TextAreaField(
        _l("Anything a moderator should know? (optional)"),
        validators=[Length(max=NOTE_LENGTH, message=_l("This is too long: at most %(max)d characters."))],
    )

    @classmethod
    def about_post(cls) -> ReportForm:
        """Return the form with the reasons that fit a post."""
        form = cls()
        form.reason.choices = _reason_choices(reportable=True)
        return form

    @classmethod
    def about_profile(cls) -> ReportForm:
        """Return the form with the reasons that fit a profile."""
        form = cls()
        form.reason.choices = _reason_choices(reportable=True, for_profiles=True)
        return form


class HidingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The reason for hiding a post, with a note for colleagues."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    note = TextAreaField(
        _l("Note for colleagues (optional)"),
        validators=[Length(max=NOTE_LENGTH, message=_l("This is too long: at most %(max)d characters."))],
    )

    @classmethod
    def with_reasons(cls) -> HidingForm:
        """Return the form with every reason."""
        form = cls()
        form.reason.choices = _reason_choices()
        return form


class UnhidingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why a post is shown again."""

    because = TextAreaField(
        _l("Why is it shown again? (for colleagues, optional)"),
        validators=[Length(max=NOTE_LENGTH, message=_l("This is too long: at most %(max)d characters."))],
    )


class BlackoutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The passage that nobody may read any more."""

    passage = StringField(
        _l("Passage to black out, exactly as it is written"),
        validators=[InputRequired(_l("Type the passage.")), Length(max=500)],
    )
