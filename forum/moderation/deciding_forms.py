"""What the second person fills in, keepers of evidence, and who keeps the list of reasons."""

from __future__ import annotations

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.core.reasons import HOUSE, LAW
from forum.moderation.forms import reason_choices
from forum.moderation.models import NOTE_LENGTH, PurgeGround, Suspicion
from forum.moderation.models.evidence import WHOM_LENGTH
from forum.moderation.models.statement import ANSWER_LENGTH


class DecisionForm(RoomForm):
    """What the second person decides about an objection, and why."""

    upheld = RadioField(_l("What do you decide?"), validators=[InputRequired(_l("Choose one."))])
    reason = RadioField(_l("Reason"))
    answer = TextAreaField(
        _l("Why? (whoever objected reads it)"),
        validators=[
            InputRequired(_l("Write why you decide so: they will read it.")),
            Length(max=ANSWER_LENGTH, message=TOO_LONG),
        ],
    )

    @classmethod
    def about(cls, *, a_report: bool, of_profile: bool) -> DecisionForm:
        """Return the form for an objection to a declined report, or to a measure."""
        form = cls()
        right = _("They are right: hide it.") if a_report else _("They are right: put it back.")
        form.upheld.choices = [SelectChoice("yes", right), SelectChoice("no", _("It stays as it is."))]
        if a_report:
            form.reason.choices = reason_choices(for_profiles=of_profile)
            form.reason.validate_choice = False
        else:
            del form.reason
        return form


class PurgeForm(RoomForm):
    """Why a text has to go for good."""

    ground = RadioField(
        _l("On which ground?"),
        choices=[
            SelectChoice(PurgeGround.SPAM.value, _l("Advertising, hidden for 30 days")),
            SelectChoice(PurgeGround.WITHDRAWN.value, _l("Its author took it back")),
            SelectChoice(PurgeGround.ERASURE.value, _l("The law asks for it")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    because = TextAreaField(
        _l("Why? (it stays in the record)"),
        validators=[
            InputRequired(_l("Say why it has to go for good.")),
            Length(max=NOTE_LENGTH, message=TOO_LONG),
        ],
    )


class LockForm(RoomForm):
    """What crime is suspected."""

    suspicion = RadioField(
        _l("What do you suspect?"),
        choices=[
            SelectChoice(Suspicion.HATE.value, _l("Hate against people")),
            SelectChoice(Suspicion.THREAT.value, _l("A threat")),
            SelectChoice(
                Suspicion.CHILD_ABUSE.value,
                _l("Pictures of child abuse. No copy is made: they are blocked for everybody and reported."),
            ),
            SelectChoice(Suspicion.OTHER.value, _l("Another crime")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )
    life_at_risk = BooleanField(
        _l("Somebody’s life may be at risk"),
        description=_l("Then the authorities have to be told at once, without being asked."),
    )
    note = TextAreaField(
        _l("Note for the keepers of evidence (optional)"),
        validators=[Length(max=NOTE_LENGTH, message=TOO_LONG)],
    )


class AuthoritiesForm(RoomForm):
    """Who was told."""

    whom = StringField(
        _l("Who was told, and how? (office, file number)"),
        validators=[
            InputRequired(_l("Say who was told, and how.")),
            Length(max=WHOM_LENGTH, message=TOO_LONG),
        ],
    )


class KeepForm(RoomForm):
    """Why evidence has to be kept for longer."""

    because = StringField(
        _l("Why has it to be kept for longer?"),
        validators=[
            InputRequired(_l("Say why it has to be kept for longer.")),
            Length(max=NOTE_LENGTH, message=TOO_LONG),
        ],
    )


class ReasonForm(RoomForm):
    """A reason of the brand's list; its names and texts are fields of their own, `names-en` and so on."""

    key = StringField(
        _l("Key"),
        validators=[InputRequired(_l("Type a key."))],
        description=_l("A short word for addresses and the record. It is never changed later."),
    )
    rests_on = SelectField(
        _l("It rests on"),
        choices=[
            SelectChoice(HOUSE, _l("the charter of the community")),
            SelectChoice(LAW, _l("the law")),
        ],
    )
    clause = StringField(_l("Clause of the charter"))
    law = StringField(_l("Provision of the law"))
    reportable = BooleanField(_l("Offered to those who report"), default=True)
    for_profiles = BooleanField(_l("Fits profiles, too"))
    neutral = BooleanField(
        _l("Not named to readers"),
        description=_l("For suspected crimes: the placeholder says only that something is hidden."),
    )
    advertising = BooleanField(
        _l("Bulk advertising"),
        description=_l("Nobody is told of it by mail; the law asks for no statement of reasons."),
    )
    offered = BooleanField(_l("Moderators can choose it"), default=True)
