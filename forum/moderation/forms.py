"""What people fill in to report something and to object, and moderators to act and to decide."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from flask_babel import get_timezone, lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.core.reasons import offered_reasons
from forum.moderation.models import NOTE_LENGTH
from forum.moderation.models.report import ADDRESS_LENGTH, EMAIL_LENGTH, NAME_LENGTH, NOTICE_LENGTH
from forum.moderation.models.statement import ANSWER_LENGTH, MESSAGE_LENGTH, OBJECTION_LENGTH

CHOOSE = InputRequired(_l("Choose a reason."))


def reason_choices(*, reportable: bool = False, for_profiles: bool = False) -> list[SelectChoice]:
    """Return the reasons that are offered, each with what it means."""
    return [
        SelectChoice(reason.key, f"{_as_a_beginning(str(reason.name))}. {reason.explanation}")
        for reason in offered_reasons()
        if (reason.reportable or not reportable) and (reason.for_profiles or not for_profiles)
    ]


def _as_a_beginning(name: str) -> str:
    return name[:1].upper() + name[1:]


class BareForm(RoomForm):
    """Nothing to fill in: the click and its token are all."""


class ReportForm(RoomForm):
    """A report of a post or a profile."""

    reason = RadioField(_l("What is wrong?"), validators=[CHOOSE])
    note = TextAreaField(
        _l("Anything a moderator should know? (optional)"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
    )

    @classmethod
    def about_post(cls) -> ReportForm:
        """Return the form with the reasons that fit a post."""
        form = cls()
        form.reason.choices = reason_choices(reportable=True)
        return form

    @classmethod
    def about_profile(cls) -> ReportForm:
        """Return the form with the reasons that fit a profile."""
        form = cls()
        form.reason.choices = reason_choices(reportable=True, for_profiles=True)
        return form


class NoticeForm(RoomForm):
    """A notice by somebody who needs no account (DSA, art. 16 (2))."""

    address = StringField(
        _l("Address of what you mean"),
        validators=[
            InputRequired(_l("Type the address.")),
            Length(max=ADDRESS_LENGTH, message=TOO_LONG),
        ],
        description=_l("Copy it from the top of your browser, or from the number beside the post."),
    )
    reason = RadioField(_l("What is wrong?"), validators=[CHOOSE])
    text = TextAreaField(
        _l("Why do you think so?"),
        validators=[Length(max=NOTICE_LENGTH, message=TOO_LONG)],
        description=_l("The more exactly you say it, the better we can decide."),
    )
    name = StringField(_l("Your name"), validators=[Length(max=NAME_LENGTH, message=TOO_LONG)])
    email = StringField(
        _l("Your e-mail address"),
        validators=[Length(max=EMAIL_LENGTH, message=TOO_LONG)],
        render_kw={"type": "email", "autocomplete": "email"},
    )
    anonymous = BooleanField(_l("It may be child abuse, and I do not want to give my name"))
    in_good_faith = BooleanField(_l("As far as I know, what I say here is true and complete"))

    @classmethod
    def offering(cls) -> NoticeForm:
        """Return the form with the reasons that fit."""
        form = cls()
        form.reason.choices = reason_choices(reportable=True)
        return form


class AnswerReportForm(RoomForm):
    """What a moderator answers whoever reported something that stays as it is."""

    answer = TextAreaField(
        _l("Why does it stay? (to whoever reported it, optional)"),
        validators=[Length(max=ANSWER_LENGTH, message=TOO_LONG)],
    )


class HidingForm(RoomForm):
    """The reason for hiding something, with words to its author and a note for colleagues."""

    reason = RadioField(_l("Reason"), validators=[CHOOSE])
    message = TextAreaField(
        _l("A sentence to the author (optional)"),
        validators=[Length(max=MESSAGE_LENGTH, message=TOO_LONG)],
        description=_l("It stands in the statement of reasons, beside the reason."),
    )
    note = TextAreaField(
        _l("Note for colleagues (optional)"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
    )

    @classmethod
    def with_reasons(cls, *, for_profiles: bool = False) -> HidingForm:
        """Return the form with every reason."""
        form = cls()
        form.reason.choices = reason_choices(for_profiles=for_profiles)
        return form


class TopicHidingForm(HidingForm):
    """Hiding several posts of a topic, or all of them."""

    posts = SelectMultipleField(
        _l("Only these posts (none chosen: all of them)"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )


class PeriodForm(HidingForm):
    """Hiding everything that a member wrote in a period, by the days of the moderator's calendar."""

    since = DateField(_l("From this day"), validators=[InputRequired(_l("Choose a day."))])
    until = DateField(_l("To this day"), validators=[InputRequired(_l("Choose a day."))])

    def period(self) -> tuple[datetime, datetime]:
        """Return the moments at which the first day begins and the last one is over."""
        zone = get_timezone() or UTC
        first = datetime.combine(self.since.data, time(), zone)
        last = datetime.combine(self.until.data + timedelta(days=1), time(), zone)
        return first.astimezone(UTC), last.astimezone(UTC)


class UnhidingForm(RoomForm):
    """Why something is shown again."""

    because = TextAreaField(
        _l("Why is it shown again? (for colleagues, optional)"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
    )


class BlackoutForm(RoomForm):
    """The passage that nobody may read any more."""

    passage = StringField(
        _l("Passage to black out, exactly as it is written"),
        validators=[InputRequired(_l("Type the passage.")), Length(max=500)],
    )


class ObjectionForm(RoomForm):
    """Why somebody does not agree with a decision."""

    text = TextAreaField(
        _l("Why do you not agree?"),
        validators=[Length(max=OBJECTION_LENGTH, message=TOO_LONG)],
        description=_l("Somebody who did not decide the first time reads it and answers you in writing."),
    )


class RestorationForm(RoomForm):
    """Asking for a post to be shown again that was changed."""

    text = TextAreaField(
        _l("What did you change? (optional)"),
        validators=[Length(max=OBJECTION_LENGTH, message=TOO_LONG)],
    )
