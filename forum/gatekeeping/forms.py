"""What moderators fill in to keep the gate."""

from __future__ import annotations

import hashlib
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from forum.accounts.forms import REQUIRED, TOO_LONG, RoomForm
from forum.core.i18n import LANGUAGES
from forum.core.reasons import offered_reasons
from forum.discussions.models.post import SOURCE_LENGTH
from forum.gatekeeping.models import MeasureKind
from forum.gatekeeping.models.checks import REASON_LENGTH
from forum.gatekeeping.models.measures import NOTE_LENGTH
from forum.gatekeeping.models.rules import EVERY_LANGUAGE, HINT_LENGTH, PATTERN_LENGTH, Effect, RuleKind
from forum.gatekeeping.operations.rules import NewRule
from forum.gatekeeping.trust import NAMES as LEVEL_NAMES

KINDS = [
    SelectChoice(
        RuleKind.WORD, _l("A word, several words in a row, or the beginning of a word with a star: “gratis*”")
    ),
    SelectChoice(RuleKind.PATTERN, _l("A pattern: a regular expression, without looking ahead or back")),
]
EFFECTS = [
    SelectChoice(Effect.FLAG, _l("Mark it: the post stands, and moderators find it in the queue")),
    SelectChoice(Effect.CENSOR, _l("Blot it out: black squares stand in place of the words")),
    SelectChoice(Effect.HOLD, _l("Hold it: a moderator reads the post before others do")),
    SelectChoice(Effect.REFUSE, _l("Refuse it: the author reads your hint and can write it differently")),
]


class RuleForm(RoomForm):
    """A word rule. `tried` says which rule was tried on the last posts: only that one is saved."""

    kind = RadioField(_l("What is looked for?"), choices=KINDS, default=RuleKind.WORD)
    pattern = StringField(
        _l("Word or pattern"),
        validators=[REQUIRED, Length(max=PATTERN_LENGTH, message=TOO_LONG)],
        description=_l("Capitals make no difference."),
    )
    language = SelectField(
        _l("In texts in"),
        choices=[
            SelectChoice(EVERY_LANGUAGE, _l("all languages")),
            *(SelectChoice(code, name) for code, name in LANGUAGES.items()),
        ],
    )
    effect = RadioField(_l("What happens?"), choices=EFFECTS, default=Effect.FLAG)
    hint = StringField(
        _l("Hint to the author"),
        validators=[Length(max=HINT_LENGTH, message=TOO_LONG)],
        description=_l("Needed to refuse: what is wrong, and how to write it differently."),
    )
    is_active = BooleanField(_l("The rule holds"), default=True)
    tried = HiddenField()

    def rule(self) -> NewRule:
        """Return what was filled in."""
        return NewRule(
            kind=self.kind.data or "",
            pattern=self.pattern.data or "",
            effect=self.effect.data or "",
            language=self.language.data or "",
            hint=self.hint.data or "",
            is_active=bool(self.is_active.data),
        )

    @property
    def mark(self) -> str:
        """Return what stands for what this form looks for."""
        looked_for = "\n".join((self.kind.data or "", self.pattern.data or "", self.language.data or ""))
        return hashlib.sha256(looked_for.encode("utf-8", "replace")).hexdigest()[:20]

    @property
    def was_tried(self) -> bool:
        """Whether exactly this was tried on the last posts, and its writer saw what it hits."""
        return bool(self.tried.data == self.mark)


class RefusalForm(RoomForm):
    """Why a post that waits is not published."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    message = TextAreaField(
        _l("A few words to the author (optional)"), validators=[Length(max=REASON_LENGTH, message=TOO_LONG)]
    )

    @classmethod
    def with_reasons(cls) -> RefusalForm:
        """Return the form with every reason that is offered."""
        form = cls()
        form.reason.choices = reason_choices()
        return form


class BareForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with nothing but its token."""


def reason_choices() -> list[SelectChoice]:
    """Return the reasons among which moderators choose, each with what it means."""
    return [
        SelectChoice(each.key, f"{_capital(str(each.name))}. {each.explanation}")
        for each in offered_reasons()
    ]


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


class TryForm(RoomForm):
    """A text to be scored."""

    text = TextAreaField(_l("Text"), validators=[REQUIRED, Length(max=SOURCE_LENGTH, message=TOO_LONG)])


class MeasureForm(RoomForm):
    """A measure about a member, or a note for colleagues."""

    kind = RadioField(
        _l("What is done?"),
        choices=[
            SelectChoice(MeasureKind.NOTE, _l("Note: for colleagues; the member is not told")),
            SelectChoice(MeasureKind.WARNING, _l("Warning: the member is told, and can go on")),
            SelectChoice(MeasureKind.READ_ONLY, _l("Read only: reads, likes and votes, but writes no posts")),
            SelectChoice(MeasureKind.SUSPENSION, _l("Suspension: cannot sign in")),
        ],
        default=MeasureKind.NOTE,
    )
    reason = SelectField(_l("Reason"), validate_choice=False)
    days = IntegerField(
        _l("For how many days?"),
        validators=[Optional(), NumberRange(1, 3_650, message=_l("Take 1 to 3,650 days."))],
        description=_l("For “read only” and “suspension”."),
    )
    message = TextAreaField(
        _l("Your words to the member"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
        description=_l("They read it with the reason, and can object for six months."),
    )
    note = TextAreaField(_l("Note for colleagues"), validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)])
    post_id = IntegerField(widget=HiddenInput(), validators=[Optional()])

    @classmethod
    def with_reasons(cls, **given: Any) -> MeasureForm:
        """Return the form with every reason that is offered."""
        form = cls(**given)
        form.reason.choices = [
            SelectChoice("", "–"),
            *(SelectChoice(each.key, str(each.name)) for each in offered_reasons()),
        ]
        return form


class LiftForm(RoomForm):
    """Why a measure is taken back."""

    because = StringField(
        _l("Why is it taken back?"), validators=[REQUIRED, Length(max=500, message=TOO_LONG)]
    )


class TrustForm(RoomForm):
    """How far a member is trusted."""

    BY_RULES = "rules"

    level = RadioField(
        _l("Trust"),
        choices=[
            SelectChoice(BY_RULES, _l("As the rules count")),
            *(SelectChoice(str(int(level)), name) for level, name in LEVEL_NAMES.items()),
        ],
    )
    why = StringField(_l("Why, if not by the rules?"), validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)])
