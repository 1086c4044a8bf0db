"""What administrators fill in."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import starmap
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.forms import RoomForm, email_field, name_field, new_password_field
from forum.core.i18n import LANGUAGES
from forum.core.policy import Audience
from forum.core.settings import Setting
from forum.core.site import NAME_LENGTH
from forum.discussions.operations.categories import HUES

AUDIENCES = (
    SelectChoice(Audience.EVERYONE, _l("Everyone")),
    SelectChoice(Audience.MEMBERS, _l("Members")),
    SelectChoice(Audience.TEAM, _l("The team")),
    SelectChoice(Audience.ADMINISTRATORS, _l("Administrators")),
)


def checkboxes(label: Any, choices: Iterable[tuple[str, Any]], **options: Any) -> SelectMultipleField:
    """Return a field of several choices, each with a box to tick."""
    return SelectMultipleField(
        label,
        choices=list(starmap(SelectChoice, choices)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **options,
    )


class SetupForm(RoomForm):
    """The first page of a new community: what it is called, and who runs it."""

    site_name = StringField(
        _l("Name of the community"),
        validators=[InputRequired(_l("Please fill this in.")), Length(max=NAME_LENGTH)],
        description=_l("Usually the name of the brand. You can change it later."),
    )
    main_language = SelectField(_l("Main language"), choices=list(starmap(SelectChoice, LANGUAGES.items())))
    languages = checkboxes(_l("Languages"), list(LANGUAGES.items()), default=list(LANGUAGES))
    name = name_field()
    email = email_field()
    password = new_password_field(_l("Password"))


class CategoryForm(RoomForm):
    """A category, its names in every language among them as `names-en` and so on."""

    colour = SelectField(_l("Colour"), choices=[SelectChoice(f"hue-{n}", str(n + 1)) for n in range(HUES)])
    parent_id = SelectField(_l("Stands below"), coerce=int, default=0)
    read_level = SelectField(
        _l("Who may read"), coerce=int, choices=list(AUDIENCES), default=Audience.EVERYONE
    )
    reply_level = SelectField(
        _l("Who may answer"), coerce=int, choices=list(AUDIENCES[1:]), default=Audience.MEMBERS
    )
    start_level = SelectField(
        _l("Who may start topics"), coerce=int, choices=list(AUDIENCES[1:]), default=Audience.MEMBERS
    )


class InvitationForm(RoomForm):
    """A note that helps to remember whom an invitation was for."""

    note = StringField(_l("For whom? (for you only)"), validators=[Length(max=120)])


class RolesForm(RoomForm):
    """What somebody is besides a member."""

    moderator = BooleanField(_l("Moderator: hides, shows again, looks after topics"))
    brand = BooleanField(_l("Brand: announces and invites, with the team mark"))
    administrator = BooleanField(_l("Administrator: everything"))


def setting_field(setting: Setting, language: str | None = None) -> Any:
    """Return the unbound form field in which `setting`, or its text in one `language`, is typed."""
    label = f"{setting.label} ({LANGUAGES[language]})" if language else setting.label
    if setting.kind == "switch":
        return BooleanField(label)
    if setting.kind == "number":
        return IntegerField(label, validators=[Optional()])
    if setting.kind == "choice":
        return RadioField(label, choices=list(starmap(SelectChoice, setting.choices)))
    if setting.kind == "several":
        return checkboxes(label, setting.choices)
    if setting.kind in ("localized", "long_text") and not setting.one_line:
        return TextAreaField(label)
    return StringField(label)


def form_of(settings: list[Setting], values: dict[str, Any]) -> type[Form]:
    """Return a form class with the fields of `settings`; a localized one has a field per language."""

    class SettingsForm(RoomForm):
        pass

    for setting in settings:
        for language in LANGUAGES if setting.kind == "localized" else (None,):
            name = field_name(setting, language)
            unbound = setting_field(setting, language)
            unbound.kwargs["default"] = (
                values[setting.key].get(language, "") if language else values[setting.key]
            )
            setattr(SettingsForm, name, unbound)
    return SettingsForm


def field_name(setting: Setting, language: str | None = None) -> str:
    """Return the name of a setting's field in the form."""
    return setting.key.replace(".", "_") + (f"_{language}" if language else "")


def value_from(form: Any, setting: Setting) -> Any:
    """Return what the form says about `setting`, as the setting stores it."""
    if setting.kind == "localized":
        return {language: form[field_name(setting, language)].data or "" for language in LANGUAGES}
    field: Field = form[field_name(setting)]
    return setting.default if field.data is None and setting.kind == "number" else field.data
