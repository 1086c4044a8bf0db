"""Whether there has ever been a campaign: then a way to them stands on every page."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.settings import Setting, get_setting, register_setting, set_setting

ANY = "campaigns.any"


def there_are_campaigns() -> bool:
    """Whether a way to the campaigns stands on every page. Known without asking the database again."""
    return bool(get_setting(ANY))


def note_that_there_are_campaigns() -> None:
    """Have the way to the campaigns stand on every page from now on."""
    if not there_are_campaigns():
        set_setting(ANY, True)


def init_app(app: Flask) -> None:
    """Enter the setting; nobody sets it by hand."""
    register_setting(
        app,
        Setting(
            ANY,
            "switch",
            False,
            _l("Campaigns"),
            _l("There is a way to the campaigns on every page."),
            group="internal",
        ),
    )
