"""What a brand decides about its community, as data: each room registers its settings with default and effect.

Values stand in one small table and are kept in memory until the site's content version moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, has_app_context
from flask_babel.speaklater import LazyString
from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model, db
from forum.core.policy import Invalid
from forum.core.registries import Registry
from forum.core.versions import SITE, read_versions, touch

EXTENSION = "potluck.settings"


class SettingValue(Model):
    """A setting that was changed from its default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


@dataclass(frozen=True)
class Setting:
    """One thing a brand can decide.

    `kind` is one of text, long_text, number, switch, choice, several (of the choices), localized (a text
    per language, each on one line when `one_line` says so). `check(value)` answers
    the value to store or raises `Invalid` with a message for the person who typed it.
    """

    key: str
    kind: str
    default: Any
    label: LazyString
    effect: LazyString
    group: str = "community"
    choices: tuple[tuple[str, LazyString], ...] = ()
    check: Callable[[Any], Any] | None = None
    one_line: bool = False


settings: Registry[Setting] = Registry("settings")


def register_setting(app: Flask, setting: Setting) -> None:
    """Enter `setting`."""
    settings.add(app, setting.key, setting)


def get_setting(key: str) -> Any:
    """Return the value of the setting `key` as it stands now.

    Raises:
        KeyError: when no room registered it.
    """
    return _values().get(key, settings[key].default)


def set_setting(key: str, value: Any) -> None:
    """Store `value` for `key` within the present transaction; every cached page of the site is then out of date.

    Raises:
        Invalid: when the setting refuses the value.
    """
    setting = settings[key]
    chosen = value if setting.kind == "several" else [value]
    if setting.choices and not set(chosen) <= {choice for choice, _ in setting.choices}:
        raise Invalid(str(setting.effect), field=key)
    checked = setting.check(value) if setting.check else value
    db.session.merge(SettingValue(key=key, value=checked))
    touch(SITE)
    if has_app_context():
        g.pop("potluck_settings", None)


def _values() -> dict[str, Any]:
    """Return every stored value: read at most once a request, and from memory while the site's version stands."""
    if "potluck_settings" not in g:
        g.potluck_settings = _read_values()
    values: dict[str, Any] = g.potluck_settings
    return values


def _read_values() -> dict[str, Any]:
    version = read_versions([SITE])[SITE]
    kept: tuple[int, dict[str, Any]] | None = current_app.extensions.get(EXTENSION)
    if kept and kept[0] == version:
        return kept[1]
    values = {key: value for key, value in db.session.execute(select(SettingValue.key, SettingValue.value))}
    current_app.extensions[EXTENSION] = (version, values)
    return values
