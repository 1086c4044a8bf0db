"""What fans and the brand fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import starmap

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.campaigns.models import SENTENCE_LENGTH, STEP_LENGTH
from forum.campaigns.operations.campaigns import Dates
from forum.campaigns.words import (
    FORM_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    STEP_NAMES,
    Form,
    IdeaState,
)
from forum.discussions.forms import TITLE, WritingForm
from forum.polls.forms import LOCAL, in_utc
from forum.polls.models.poll import QUESTION_LENGTH
from forum.polls.words import Kind, Shown
from forum.uploads.models import ALT_LENGTH

TEXT = WritingForm.body.kwargs["validators"]
"""Some text is wanted."""
CHOOSE = InputRequired(_l("Choose one."))


class IdeaForm(WritingForm):
    """An idea that is being written."""

    title = StringField(_l("Your idea in a few words"), validators=TITLE)
    body = TextAreaField(_l("Tell us more"), validators=TEXT)
    recipe = SelectField(
        _l("A recipe of yours that shows it"), coerce=int, default=0, validators=[Optional()]
    )

    def offer(self, recipes: Sequence[tuple[int, str]]) -> None:
        """Offer the recipes of the author; the field goes where there are none."""
        if recipes:
            self.recipe.choices = [(0, "–"), *recipes]
        else:
            del self.recipe


class BareForm(RoomForm):
    """Nothing to fill in: the click and its token are all."""


class DatesForm(RoomForm):
    """When a campaign moves on by itself."""

    ideas_until = DateTimeLocalField(_l("Ideas until"), format=LOCAL, validators=[Optional()])
    vote_from = DateTimeLocalField(_l("Vote from"), format=LOCAL, validators=[Optional()])
    vote_until = DateTimeLocalField(_l("Vote until"), format=LOCAL, validators=[Optional()])

    def dates(self) -> Dates:
        """Return the moments that were typed."""
        return Dates(in_utc(self.ideas_until.data), in_utc(self.vote_from.data), in_utc(self.vote_until.data))


class CampaignForm(WritingForm, DatesForm):
    """A campaign that is being written."""

    title = StringField(_l("Title"), validators=TITLE)
    form = RadioField(
        _l("What is looked for?"),
        default=Form.FLAVOUR.value,
        choices=[SelectChoice(form.value, name) for form, name in FORM_NAMES.items()],
        validators=[CHOOSE],
    )
    category = SelectField(
        _l("Category"), coerce=int, validators=[NumberRange(min=1, message=_l("Choose a category."))]
    )
    body = TextAreaField(_l("Brief"), validators=TEXT)

    @classmethod
    def offering(cls, categories: Sequence[tuple[int, str]]) -> CampaignForm:
        """Return the form with the categories to choose from."""
        form = cls()
        form.category.choices = list(starmap(SelectChoice, [(0, _l("Choose a category")), *categories]))
        return form


class AnswerForm(RoomForm):
    """What the brand answers to an idea."""

    state = RadioField(
        _l("What becomes of it?"),
        choices=[
            SelectChoice(state.value, STATE_NAMES[state])
            for state in (IdeaState.KEPT, IdeaState.MERGED, IdeaState.NOT_KEPT)
        ],
        validators=[CHOOSE],
    )
    into = SelectField(_l("Merged with"), coerce=int, validators=[Optional()])
    sentence = StringField(
        _l("A sentence to its author"),
        validators=[Length(max=SENTENCE_LENGTH, message=TOO_LONG)],
        description=_l("Everybody who may read the idea can read it. Needed where the idea is not kept."),
    )

    @classmethod
    def offering(cls, ideas: Sequence[tuple[int, str]]) -> AnswerForm:
        """Return the form with the ideas with which this one can be merged."""
        form = cls()
        form.into.choices = list(starmap(SelectChoice, [(0, "–"), *ideas]))
        return form


class VoteForm(RoomForm):
    """How a campaign is voted on."""

    question = StringField(_l("Question"), validators=[Length(max=QUESTION_LENGTH, message=TOO_LONG)])
    kind = SelectField(
        _l("How is it answered?"),
        choices=[
            SelectChoice(Kind.APPROVAL.value, _l("Choose several")),
            SelectChoice(Kind.ONE.value, _l("Choose one")),
            SelectChoice(Kind.RANKING.value, _l("Put in order")),
            SelectChoice(Kind.DUEL.value, _l("Two at a time: which?")),
        ],
        description=_l("Two at a time suits long lists, for example of slogans; it takes at least three."),
    )
    closes_at = DateTimeLocalField(
        _l("It closes"),
        format=LOCAL,
        validators=[Optional()],
        description=_l("In your time zone. Without a time it is open until you close it."),
    )
    shown = SelectField(
        _l("Who sees the result, and when?"),
        default=Shown.AFTER_CLOSE.value,
        choices=[
            SelectChoice(Shown.AFTER_CLOSE.value, _l("Everybody, after the close")),
            SelectChoice(Shown.AFTER_VOTING.value, _l("Whoever has voted; everybody after the close")),
            SelectChoice(Shown.ALWAYS.value, _l("Everybody, at any time")),
        ],
    )
    is_named = BooleanField(_l("Named: whoever sees the result sees who voted for what"))

    def moment(self) -> datetime | None:
        """Return the close that was typed."""
        return in_utc(self.closes_at.data)


class OutcomeForm(WritingForm):
    """What the brand does with the result, and why."""

    outcome = RadioField(
        _l("What do you do with it?"),
        choices=[SelectChoice(kind.value, name) for kind, name in OUTCOME_NAMES.items()],
        validators=[CHOOSE],
    )
    chosen = SelectField(_l("Which idea?"), coerce=int, validators=[Optional()])
    body = TextAreaField(_l("Your reason"), validators=TEXT)

    @classmethod
    def offering(cls, ideas: Sequence[tuple[int, str]]) -> OutcomeForm:
        """Return the form with the ideas of the shortlist."""
        form = cls()
        form.chosen.choices = list(starmap(SelectChoice, [(0, "–"), *ideas]))
        return form


class StepForm(RoomForm):
    """News from the making."""

    kind = RadioField(
        _l("How far is it?"),
        choices=[SelectChoice(kind.value, name) for kind, name in STEP_NAMES.items()],
        validators=[CHOOSE],
    )
    on_day = DateField(_l("On the shelf on"), validators=[Optional()])
    text = TextAreaField(
        _l("In a few words"), validators=[Length(max=STEP_LENGTH, message=TOO_LONG)], render_kw={"rows": 3}
    )
    picture = FileField(_l("Picture"), render_kw={"accept": "image/*"})
    alt = StringField(
        _l("What does the picture show?"), validators=[Length(max=ALT_LENGTH, message=TOO_LONG)]
    )
