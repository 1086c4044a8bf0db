"""What people fill in to ask, to look after a poll, and to check a receipt."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import get_timezone, gettext as _, lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.policy import Invalid
from forum.polls.facts import METHOD_NAMES
from forum.polls.models.poll import QUESTION_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from forum.polls.roll import conditions_offered
from forum.polls.words import Kind, Method, Roll, Shown
from forum.uploads.models import ALT_LENGTH

LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
SOME_OPTIONS = 4
MORE_OPTIONS = 4
USUAL = "usual"


class BareForm(RoomForm):
    """Nothing to fill in: the click and its token are all."""


def in_utc(local: datetime | None) -> datetime | None:
    """Return a moment that was typed as a clock on the viewer's wall shows it."""
    if local is None:
        return None
    zone = get_timezone()
    aware = zone.localize(local) if hasattr(zone, "localize") else local.replace(tzinfo=zone or UTC)
    return aware.astimezone(UTC)


class TimeForm(RoomForm):
    """Another close."""

    closes_at = DateTimeLocalField(
        _l("New close"), format=LOCAL, validators=[InputRequired(_l("Please fill this in."))]
    )

    def moment(self) -> datetime:
        """Return the close.

        Raises:
            Invalid: without one.
        """
        moment = in_utc(self.closes_at.data)
        if moment is None:
            raise Invalid(_("Please fill this in."), field="closes_at")
        return moment


class ReceiptForm(RoomForm):
    """A receipt to be looked up."""

    receipt = StringField(
        _l("Receipt"),
        validators=[REQUIRED, Length(max=60, message=TOO_LONG)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class PartForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A part of a form: it speaks the language of the whole, and needs no token of its own."""

    class Meta:  # noqa: D106 - a word of WTForms
        csrf = False


class OptionForm(PartForm):
    """One option."""

    title = StringField(_l("Option"), render_kw={"maxlength": TITLE_LENGTH, "autocomplete": "off"})
    text = TextAreaField(_l("In a few words"), render_kw={"rows": 2, "maxlength": TEXT_LENGTH})
    picture = FileField(_l("Picture"), render_kw={"accept": "image/*"})
    alt = StringField(_l("What does the picture show?"), render_kw={"maxlength": ALT_LENGTH})
    kept = HiddenField()
    """The key of a picture that was sent before."""
    without = BooleanField(_l("Without this picture"))

    @property
    def is_told_of(self) -> bool:
        """Whether more than a name was given, or is wrong."""
        return any(field.data or field.errors for field in (self.text, self.alt, self.kept, self.picture))


class QuestionForm(PartForm):
    """One question with its options."""

    text = StringField(_l("Question"), render_kw={"maxlength": QUESTION_LENGTH, "autocomplete": "off"})
    kind = SelectField(
        _l("How is it answered?"),
        choices=[
            SelectChoice(Kind.ONE.value, _l("Choose one")),
            SelectChoice(Kind.APPROVAL.value, _l("Choose several")),
            SelectChoice(Kind.RANKING.value, _l("Put in order")),
            SelectChoice(Kind.SCORE.value, _l("Give 1 to 5 points")),
            SelectChoice(Kind.DUEL.value, _l("Two at a time: for long lists")),
        ],
    )
    method = SelectField(
        _l("How is it counted?"),
        description=_l("Matters for orders and points only."),
        choices=[
            SelectChoice(USUAL, _l("The usual way")),
            *(
                SelectChoice(method.value, METHOD_NAMES[method])
                for method in (Method.IRV, Method.SCHULZE, Method.BORDA, Method.MEAN, Method.MEDIAN)
            ),
        ],
    )
    least = IntegerField(_l("Choose at least"), validators=[Optional()], render_kw={"min": 1})
    most = IntegerField(_l("Choose at most"), validators=[Optional()], render_kw={"min": 1})
    allows_none = BooleanField(_l("Offer “None of these”"))
    allows_unknown = BooleanField(_l("Offer “I don’t know”"))
    options = FieldList(FormField(OptionForm), min_entries=SOME_OPTIONS)
    lines = TextAreaField(
        _l("Or paste a list"),
        description=_l("One option a line. Up to 2,000 when two are shown at a time, else up to 60."),
        render_kw={"rows": 4},
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed that would be lost."""
        options = (each.form for each in self.options)
        typed = [
            self.text,
            self.lines,
            *(field for each in options for field in (each.title, each.text, each.alt, each.kept)),
        ]
        return not any((field.data or "").strip() for field in typed)

    def refuse(self, error: Invalid) -> None:
        """Put the messages of `error` beside what they concern; those of all options above their list."""
        for name, message in error.errors.items():
            field = self._fields[name]
            if field is self.options and (self.lines.data or "").strip():
                field = self.lines
            field.errors = [*field.errors, message]

    @property
    def has_wrong_rules(self) -> bool:
        """Whether something is wrong with what is folded away."""
        return any(field.errors for field in (self.method, self.least, self.most))


class PollForm(RoomForm):
    """A poll that is being written."""

    @property
    def has_wrong_rules(self) -> bool:
        """Whether something is wrong with what is folded away."""
        return any(
            field is not None and field.errors
            for field in (self.publishes_ballots, self.roll, self.min_age_days, self.conditions)
        )

    def offer_to(self, is_brand: bool) -> None:
        """Leave out what only the brand may ask for."""
        if is_brand:
            self.conditions.choices = conditions_offered()
            return
        self.shown.choices = [choice for choice in self.shown.choices if choice.value != Shown.BRAND]
        del self.team_only
        del self.conditions

    questions = FieldList(FormField(QuestionForm), min_entries=1)
    closes_at = DateTimeLocalField(
        _l("It closes"),
        format=LOCAL,
        validators=[Optional()],
        description=_l("In your time zone. Without a time it is open until you close it."),
    )
    shown = SelectField(
        _l("Who sees the result, and when?"),
        choices=[
            SelectChoice(Shown.ALWAYS.value, _l("Everybody, at any time")),
            SelectChoice(Shown.AFTER_VOTING.value, _l("Whoever has voted; everybody after the close")),
            SelectChoice(Shown.AFTER_CLOSE.value, _l("Everybody, after the close")),
            SelectChoice(Shown.BRAND.value, _l("The team alone")),
        ],
    )
    secrecy = SelectField(
        _l("Are names shown?"),
        choices=[
            SelectChoice("secret", _l("Secret: nobody is shown who voted for what")),
            SelectChoice("named", _l("Named: whoever sees the result sees who voted for what")),
        ],
    )
    may_change = BooleanField(_l("Votes can be changed and taken back until the close"), default=True)
    shuffles = BooleanField(_l("Each voter sees the options in an order of their own"), default=True)
    draws_ties = BooleanField(_l("Lots break a tie"))
    publishes_ballots = BooleanField(_l("Publish the ballots without names after the close"))
    roll = SelectField(
        _l("Who may vote?"),
        choices=[
            SelectChoice(Roll.OPEN.value, _l("All members, also those who join later")),
            SelectChoice(Roll.AT_OPENING.value, _l("Those who are members at the opening")),
        ],
    )
    min_age_days = IntegerField(
        _l("Days of membership at the opening"), default=0, validators=[Optional()], render_kw={"min": 0}
    )
    team_only = BooleanField(_l("Only the team votes"))
    conditions = SelectMultipleField(
        _l("Only those vote who are"),
        description=_l("Of one kind, one is enough. Nothing chosen: everybody."),
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
