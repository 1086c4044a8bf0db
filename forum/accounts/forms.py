"""What people fill in to join, to come in, and to change what is kept about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.models import EMAIL_LENGTH, NAME_LENGTH
from forum.accounts.names import clean_name
from forum.accounts.operations.members import clean_email
from forum.accounts.passwords import LONGEST_PASSWORD, check_password
from forum.accounts.throttle import TooManyTries
from forum.accounts.time_zones import time_zones
from forum.core.i18n import LANGUAGES
from forum.core.policy import Invalid
from forum.core.typed_text import clean_line, clean_text

ABOUT_LENGTH = 2_000
CODE_LENGTH = 32
LANGUAGE_CHOICES = [SelectChoice(code, name) for code, name in LANGUAGES.items()]
REQUIRED = InputRequired(_l("Please fill this in."))


class _TooLong:
    """What `Length` says: it fills in the greatest length by `%`, where the language groups its digits."""

    def __mod__(self, said: Mapping[str, int]) -> str:
        return str(_("This is too long: at most %(most)s characters.", most=said["max"]))


TOO_LONG: Any = _TooLong()


class RoomForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that can show what an operation refused beside the field that it concerns."""

    waits = False

    def refuse(self, error: Invalid) -> None:
        """Put the messages of `error` where they belong; those of no field above the form."""
        self.waits = isinstance(error, TooManyTries)
        for name, message in error.errors.items():
            field = self._fields.get(name)
            if field is None:
                self.form_errors.append(message)
            else:
                field.errors = [*field.errors, message]

    @property
    def status(self) -> int:
        """The status of the page that shows this form: as new, with errors, or after too many tries."""
        if self.waits:
            return 429
        return 422 if self.errors else 200


def cleaned_by(clean: Callable[[str], str]) -> Callable[[FlaskForm, Field], None]:
    """Return a validator that replaces what was typed by what `clean` makes of it, or shows why it refuses."""

    def check(form: FlaskForm, field: Field) -> None:
        try:
            field.data = clean(field.data or "")
        except Invalid as error:
            raise ValidationError(str(error)) from error

    return check


def email_field() -> EmailField:
    """Return a field for an address, as it is stored."""
    return EmailField(
        _l("E-mail address"),
        validators=[REQUIRED, Length(max=EMAIL_LENGTH, message=TOO_LONG), cleaned_by(clean_email)],
        render_kw={
            "autocomplete": "email",
            "maxlength": EMAIL_LENGTH,
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )


def password_field(label: Any) -> PasswordField:
    """Return a field for a password, taken as it was typed."""
    return PasswordField(label, validators=[REQUIRED, Length(max=LONGEST_PASSWORD, message=TOO_LONG)])


def new_password_field(label: Any) -> PasswordField:
    """Return a field for a password to be. One that is easy to guess is told at once, beside all else that is wrong."""
    return PasswordField(
        label, validators=[REQUIRED, Length(max=LONGEST_PASSWORD, message=TOO_LONG), _hard_to_guess]
    )


def _hard_to_guess(form: FlaskForm, field: Field) -> None:
    typed_with_it = (form[name].data or "" for name in ("name", "email") if name in form)
    try:
        check_password(field.data or "", personal=typed_with_it)
    except Invalid as error:
        raise ValidationError(str(error)) from error


def name_field() -> StringField:
    """Return a field for a display name. Whether it may be taken is for the operation to say."""
    return StringField(
        _l("Display name"),
        validators=[REQUIRED, Length(max=NAME_LENGTH, message=TOO_LONG), cleaned_by(clean_name)],
        description=_l("This is how others see you. It need not be your real name."),
        render_kw={"autocomplete": "nickname", "maxlength": NAME_LENGTH, "spellcheck": "false"},
    )


def trap_field() -> StringField:
    """Return a field that people do not see and machines fill in. Whoever does is told: it may have been a person."""
    return StringField(
        _l("Leave this empty"), validators=[_nothing], render_kw={"tabindex": "-1", "autocomplete": "off"}
    )


def _nothing(form: FlaskForm, field: Field) -> None:
    if field.data:
        raise ValidationError(
            _("A field that nobody sees was filled in, as machines do it. Please send the form again.")
        )


def code_field() -> StringField:
    """Return a field for six digits."""
    return StringField(_l("Code"), validators=[REQUIRED, Length(max=CODE_LENGTH, message=TOO_LONG)])


class SignUpForm(RoomForm):
    """Joining. Marketing mail is a choice of its own, never ticked beforehand."""

    name = name_field()
    email = email_field()
    password = new_password_field(_l("Password"))
    charter = BooleanField(
        _l("I accept the charter."), validators=[InputRequired(_l("Please accept the charter."))]
    )
    privacy = BooleanField(
        _l("I have read the privacy notice."),
        validators=[InputRequired(_l("Please read the privacy notice."))],
    )
    age = BooleanField(validators=[InputRequired(_l("You need to be old enough to join."))])
    marketing = BooleanField(_l("Send me news from the brand by e-mail. I can stop this at any time."))
    time_zone = HiddenField()
    next = HiddenField()
    website = trap_field()

    def ask_age(self, minimum: int) -> None:
        """Name the age from which people may join."""
        self.age.label.text = _("I am %(age)s years old or older.", age=minimum)


class CodeForm(RoomForm):
    """A code from a mail."""

    code = code_field()


class ConfirmForm(RoomForm):
    """Joining by a link that was opened in another browser: whoever has the password is whoever signed up."""

    password = PasswordField(_l("The password you chose"), validators=[Optional()])
    name = StringField(_l("Display name"), validators=[Optional(), Length(max=NAME_LENGTH, message=TOO_LONG)])


class SignInForm(RoomForm):
    """Address and password."""

    email = EmailField(
        _l("E-mail address"),
        validators=[REQUIRED, Length(max=EMAIL_LENGTH, message=TOO_LONG)],
        render_kw={"autocomplete": "username webauthn", "maxlength": EMAIL_LENGTH, "autocapitalize": "none"},
    )
    password = password_field(_l("Password"))
    next = HiddenField()


class SecondStepForm(RoomForm):
    """The code of an authenticator app, or a recovery code."""

    code = StringField(
        _l("Code"),
        validators=[REQUIRED, Length(max=CODE_LENGTH, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )


class PasswordForm(RoomForm):
    """The password once more, before something that matters."""

    password = password_field(_l("Your password"))
    next = HiddenField()


class RecoverForm(RoomForm):
    """The address to which the way back in is sent."""

    email = email_field()


class NewPasswordForm(RoomForm):
    """A new password, by a link."""

    password = new_password_field(_l("New password"))


class CodeAndPasswordForm(NewPasswordForm):
    """A new password, by a code."""

    code = code_field()


class EmailForm(RoomForm):
    """Another address."""

    email = email_field()


class ProfileForm(RoomForm):
    """What a member shows of themselves."""

    name = name_field()
    first_name = StringField(
        _l("First name"),
        validators=[Optional(), Length(max=NAME_LENGTH, message=TOO_LONG), cleaned_by(clean_line)],
        description=_l("Only for greeting you. Nobody else sees it."),
        render_kw={"autocomplete": "given-name", "maxlength": NAME_LENGTH},
    )
    about = TextAreaField(
        _l("About you"),
        validators=[Optional(), Length(max=ABOUT_LENGTH, message=TOO_LONG), cleaned_by(clean_text)],
        description=_l("What you like to cook, drink or talk about. Markdown works here."),
        render_kw={"rows": 6, "maxlength": ABOUT_LENGTH},
    )
    languages = SelectMultipleField(
        _l("Languages you speak"),
        choices=LANGUAGE_CHOICES,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class PreferencesForm(RoomForm):
    """How pages speak to a member."""

    language = RadioField(_l("Language of the pages"), choices=LANGUAGE_CHOICES)
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = [SelectChoice(zone, zone.replace("_", " ")) for zone in time_zones()]


class MarketingForm(RoomForm):
    """News from the brand: yes or no."""

    marketing = BooleanField(_l("Send me news from the brand by e-mail. I can stop this at any time."))


class ErasureForm(RoomForm):
    """Leaving for good."""

    posts = RadioField(
        _l("What becomes of your posts?"),
        choices=[
            SelectChoice("keep", _l("They stay, signed “Former member”.")),
            SelectChoice("empty", _l("Their text and pictures are removed.")),
        ],
        validators=[InputRequired(_l("Please choose."))],
    )
    sure = BooleanField(
        _l("I know that this cannot be undone."), validators=[InputRequired(_l("Please tick this box."))]
    )
