"""What the team fills in at the desk, and members in a private conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.attention import AnswerKind
from forum.core.i18n import LANGUAGES
from forum.core.reasons import reasons
from forum.desk.models.answers import SENTENCE_LENGTH
from forum.desk.models.queue import NOTE_LENGTH
from forum.desk.models.talks import BECAUSE_LENGTH, MESSAGE_LENGTH, SUBJECT_LENGTH
from forum.desk.words import ANSWER_NAMES, GIFT_NAMES, TONE_NAMES, Gift

USUAL_TIME = timedelta(days=7)
NO_MARK = ""


class AnswerForm(RoomForm):
    """What every answer comes with: which it is, the item it is about, and where to go afterwards."""

    kind = HiddenField()
    item = HiddenField()
    then = HiddenField()

    @property
    def item_id(self) -> int | None:
        """The number of the item, where one is meant."""
        typed = str(self.item.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None

    def stand_apart(self) -> AnswerForm:
        """Give every field an id of its own, for pages on which several of these stand."""
        for field in self:
            field.id = f"{type(self).__name__.lower()}-{field.name}"
            field.label.field_id = field.id
        return self


class PlainForm(AnswerForm):
    """Ignoring and liking: nothing is asked."""


class RemoveForm(AnswerForm):
    """The reason for hiding, and a sentence for the author."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    sentence = StringField(
        _l("One sentence to the author (optional)"), validators=[Length(max=500, message=TOO_LONG)]
    )

    @classmethod
    def prepared(cls) -> RemoveForm:
        """Return the form with every reason."""
        form = cls()
        form.reason.choices = [SelectChoice(each.key, str(each.name)) for each in reasons]
        return form


class ValueForm(AnswerForm):
    """Warm words for everybody to read, with a mark of the brand's own set."""

    sentence = TextAreaField(
        _l("A few warm words, for everybody to read"),
        validators=[REQUIRED, Length(max=SENTENCE_LENGTH, message=TOO_LONG)],
    )
    mark = RadioField(_l("With it"), validators=[Optional()], default=NO_MARK)

    @classmethod
    def prepared(cls, marks: Sequence[tuple[str, str]]) -> ValueForm:
        """Return the form with the brand's marks, by value and words."""
        form = cls()
        form.mark.choices = [SelectChoice(value, words) for value, words in marks]
        return form


class PersonaliseForm(AnswerForm):
    """What a member gets, the first words to them, who sees to it, and until when."""

    gift = RadioField(
        _l("What they get"),
        choices=[SelectChoice(key, name) for key, name in GIFT_NAMES.items()],
        default=Gift.GIFT,
        validators=[InputRequired(_l("Choose one."))],
    )
    sentence = TextAreaField(
        _l("Your first words to them, in private"),
        validators=[REQUIRED, Length(max=SENTENCE_LENGTH, message=TOO_LONG)],
    )
    owner = SelectField(_l("Who sees to it"), coerce=int)
    due_on = DateField(_l("Until"), validators=[REQUIRED])

    @classmethod
    def prepared(cls, team: Sequence[tuple[int, str]], *, me: int, today: date) -> PersonaliseForm:
        """Return the form with everybody of the team, oneself first chosen."""
        form = cls()
        form.owner.choices = [SelectChoice(id, name) for id, name in team]
        if form.owner.data is None:
            form.owner.data = me
        if form.due_on.data is None and not form.is_submitted():
            form.due_on.data = today + USUAL_TIME
        return form


class SentenceForm(RoomForm):
    """One sentence, where an act of a source asks why."""

    sentence = StringField(_l("Why, in one sentence"), validators=[Length(max=500, message=TOO_LONG)])


class NoteForm(RoomForm):
    """A note for colleagues."""

    text = TextAreaField(
        _l("Note for colleagues"), validators=[REQUIRED, Length(max=NOTE_LENGTH, message=TOO_LONG)]
    )


class HoldForm(RoomForm):
    """Until when an item waits, and for what."""

    until = DateField(_l("Until"), validators=[REQUIRED])
    because = StringField(_l("What it waits for"), validators=[REQUIRED, Length(max=500, message=TOO_LONG)])


class AssignForm(RoomForm):
    """Whose an item is."""

    assignee = SelectField(_l("Give it to"), coerce=int)

    @classmethod
    def offering(cls, moderators: Sequence[tuple[int, str]], present: int | None) -> AssignForm:
        """Return the form with every moderator."""
        form = cls()
        form.assignee.choices = [SelectChoice(0, _l("nobody")), *(SelectChoice(*each) for each in moderators)]
        if not form.is_submitted():
            form.assignee.data = present or 0
        return form


class TaskForm(RoomForm):
    """Whose a task is, and until when."""

    owner = SelectField(_l("Who sees to it"), coerce=int)
    due_on = DateField(_l("Until"), validators=[REQUIRED])

    @classmethod
    def offering(cls, team: Sequence[tuple[int, str]]) -> TaskForm:
        """Return the form with everybody of the team."""
        form = cls()
        form.owner.choices = [SelectChoice(*each) for each in team]
        return form


class EndForm(RoomForm):
    """How a task ended."""

    outcome = StringField(_l("How it went"), validators=[Length(max=500, message=TOO_LONG)])
    dropped = BooleanField(_l("It will not be"))


class TemplateForm(RoomForm):
    """Words to start from."""

    kind = SelectField(
        _l("For"),
        coerce=int,
        choices=[
            SelectChoice(int(kind), ANSWER_NAMES[kind]) for kind in (AnswerKind.VALUE, AnswerKind.PERSONALISE)
        ],
    )
    language = SelectField(
        _l("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    tone = SelectField(_l("Tone"), choices=[SelectChoice(key, name) for key, name in TONE_NAMES.items()])
    name = StringField(_l("Name"), validators=[REQUIRED, Length(max=80, message=TOO_LONG)])
    text = TextAreaField(
        _l("Words"),
        description=_l("Write {name} where the first name belongs."),
        validators=[REQUIRED, Length(max=SENTENCE_LENGTH, message=TOO_LONG)],
    )


class TalkForm(RoomForm):
    """The beginning of a private conversation."""

    subject = StringField(
        _l("What is it about?"), validators=[REQUIRED, Length(max=SUBJECT_LENGTH, message=TOO_LONG)]
    )
    text = TextAreaField(
        _l("Your message"), validators=[REQUIRED, Length(max=MESSAGE_LENGTH, message=TOO_LONG)]
    )


class MessageForm(RoomForm):
    """One message, or a note for the team."""

    text = TextAreaField(_l("Your message"), validators=[Length(max=MESSAGE_LENGTH, message=TOO_LONG)])
    is_note = BooleanField(_l("A note for the team only"))
    recording = FileField(_l("Recorded greeting"), description=_l("MP4 or WebM, at most 90 seconds."))
    words = StringField(_l("What is said in it"), validators=[Length(max=1_000, message=TOO_LONG)])


class CloseForm(RoomForm):
    """Why a conversation is closed."""

    because = StringField(
        _l("Why it is closed"),
        description=_l("The member reads this."),
        validators=[REQUIRED, Length(max=BECAUSE_LENGTH, message=TOO_LONG)],
    )
