"""What the team fills in in a time of crisis, and for causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.i18n import LANGUAGES
from forum.gatekeeping.models import Cause, Crisis, Way
from forum.gatekeeping.models.causes import CAUSE_LENGTH
from forum.gatekeeping.models.crises import LONGEST_SLOW, TASK_LENGTH, TITLE_LENGTH
from forum.gatekeeping.operations.causes import ANSWER_LENGTH
from forum.gatekeeping.operations.crises import STATEMENT_LENGTH, WORDS_LENGTH, Switches

NOBODY = 0


class CrisisForm(RoomForm):
    """What a crisis switches on."""

    title = StringField(
        _l("What is it about?"), validators=[REQUIRED, Length(max=TITLE_LENGTH, message=TOO_LONG)]
    )
    place = SelectField(_l("Where?"), coerce=int)
    slow_minutes = IntegerField(
        _l("Minutes between two posts of one person"),
        default=10,
        validators=[InputRequired(), NumberRange(0, LONGEST_SLOW, message=_l("Take 0 to 1,440 minutes."))],
        description=_l("0 for no slowing down."),
    )
    holds_first = BooleanField(_l("First posts wait for a moderator"), default=True)
    watched = TextAreaField(
        _l("Words of the theme"),
        validators=[Length(max=2_000, message=TOO_LONG)],
        description=_l("One a line. Posts with these words come into the queue."),
    )
    statement_en = TextAreaField(
        _l("Holding statement, English"), validators=[Length(max=STATEMENT_LENGTH, message=TOO_LONG)]
    )
    statement_fr = TextAreaField(
        _l("Holding statement, French"), validators=[Length(max=STATEMENT_LENGTH, message=TOO_LONG)]
    )
    statement_de = TextAreaField(
        _l("Holding statement, German"), validators=[Length(max=STATEMENT_LENGTH, message=TOO_LONG)]
    )

    @classmethod
    def at(cls, places: Sequence[tuple[int, str]], **given: Any) -> CrisisForm:
        """Return the form with the places that can have a crisis."""
        form = cls(**given)
        form.place.choices = [SelectChoice(id, name) for id, name in places]
        return form

    @classmethod
    def of(cls, crisis: Crisis) -> CrisisForm:
        """Return the form with what a crisis switches on; its place stays."""
        form = cls(
            title=crisis.title,
            slow_minutes=crisis.slow_minutes,
            holds_first=crisis.holds_first,
            watched="\n".join(crisis.watched),
            **{f"statement_{code}": text for code, text in crisis.statements.items()},
        )
        del form.place
        return form

    def switches(self) -> Switches:
        """Return what was filled in."""
        return Switches(
            title=self.title.data or "",
            slow_minutes=self.slow_minutes.data or 0,
            holds_first=bool(self.holds_first.data),
            watched=(self.watched.data or "").splitlines(),
            statements={code: self[f"statement_{code}"].data or "" for code in LANGUAGES},
        )


class SayForm(RoomForm):
    """A line of the timeline."""

    words = TextAreaField(
        _l("What happened?"), validators=[REQUIRED, Length(max=WORDS_LENGTH, message=TOO_LONG)]
    )


class TaskForm(RoomForm):
    """Who does what."""

    task = StringField(
        _l("What is to be done?"), validators=[REQUIRED, Length(max=TASK_LENGTH, message=TOO_LONG)]
    )
    owner = SelectField(_l("By whom?"), coerce=int, validate_choice=False)

    @classmethod
    def among(cls, people: Sequence[tuple[int, str]], **given: Any) -> TaskForm:
        """Return the form with the people of the team."""
        form = cls(**given)
        form.owner.choices = [
            SelectChoice(NOBODY, _l("nobody yet")),
            *(SelectChoice(*each) for each in people),
        ]
        return form


class LessonsForm(RoomForm):
    """What was learnt."""

    lessons = TextAreaField(
        _l("What went well, what did not, what do we change?"),
        validators=[Length(max=WORDS_LENGTH, message=TOO_LONG)],
    )


class CauseForm(RoomForm):
    """A cause, and who looks after it."""

    title = StringField(
        _l("What do they all write about?"), validators=[REQUIRED, Length(max=CAUSE_LENGTH, message=TOO_LONG)]
    )
    owner = SelectField(_l("Who looks after it?"), coerce=int)

    @classmethod
    def among(cls, people: Sequence[tuple[int, str]], cause: Cause | None = None) -> CauseForm:
        """Return the form with the people of the team."""
        form = cls(obj=cause, **({"owner": cause.owner_id} if cause else {}))
        form.owner.choices = [SelectChoice(*each) for each in people]
        return form


class LinkForm(RoomForm):
    """Posts that are about a cause, by their addresses."""

    posts = TextAreaField(
        _l("Addresses of posts"),
        validators=[REQUIRED, Length(max=5_000, message=TOO_LONG)],
        description=_l("One a line, as the number of a post leads to it."),
    )


class AnswerForm(RoomForm):
    """The answer to all who wrote."""

    answer = TextAreaField(
        _l("Your answer to all of them"), validators=[REQUIRED, Length(max=ANSWER_LENGTH, message=TOO_LONG)]
    )
    way = RadioField(
        _l("How do they get it?"),
        choices=[
            SelectChoice(Way.REPLY, _l("A public reply in each topic, in your name")),
            SelectChoice(Way.NOTICE, _l("A notice to each of them; nothing new stands in the topics")),
        ],
        default=Way.REPLY,
        validators=[InputRequired(_l("Choose one."))],
    )
