"""What the brand decides: every setting with its effect and its default."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from flask_login import login_required

from forum.admin.forms import field_name, form_of, value_from
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.audit.operations import record_act
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission, Viewer
from forum.core.settings import Setting, get_setting, set_setting, settings as registered
from forum.pages.finding import says

GROUPS = {
    "site": _l("The community"),
    "members": _l("Members"),
    "community": _l("Care and answers"),
    "legal": _l("Charter and privacy"),
}
LONGEST = 80
DEFAULT_LENGTH = 60


@blueprint.route("/admin/settings", methods=["GET", "POST"], defaults={"group": "site"})
@blueprint.route("/admin/settings/<group>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def settings(group: str) -> ResponseReturnValue:
    """Show one group of settings, or store them; one wrong value stores none."""
    viewer = whoever_may(Permission.MANAGE_SETTINGS)
    if group not in GROUPS:
        raise NotFound
    shown = [setting for setting in registered if setting.group == group]
    form = form_of(shown, {setting.key: get_setting(setting.key) for setting in shown})()
    if form.validate_on_submit():
        try:
            with write_transaction():
                _store(shown, form, viewer)
        except Invalid as error:
            form.refuse(Invalid(errors={_field_of(key): message for key, message in error.errors.items()}))
        else:
            flash(_("The settings are saved."))
            return redirect(url_for("admin.settings", group=group), 303)
    fields = [(setting, [form[name] for name in _names(setting)], default_of(setting)) for setting in shown]
    return render_template("admin/settings.html", form=form, fields=fields, group=group, groups=GROUPS)


@blueprint.get("/admin/settings/find")
@login_required
def find_settings() -> ResponseReturnValue:
    """List every setting that is called so or does so, with what holds now and what the house began with."""
    whoever_may(Permission.MANAGE_SETTINGS)
    asked = request.args.get("q", "").strip()[:LONGEST]
    found = [
        (setting, GROUPS[setting.group], default_of(setting))
        for setting in registered
        if setting.group in GROUPS and says(asked, setting.label, setting.effect, GROUPS[setting.group])
    ]
    return render_template("admin/found_settings.html", asked=asked, found=found, groups=GROUPS)


def default_of(setting: Setting) -> str:
    """Return in words what holds until somebody changes `setting`."""
    if setting.kind == "switch":
        return str(_("on") if setting.default else _("off"))
    names = {key: str(name) for key, name in setting.choices}
    if setting.kind == "several":
        return ", ".join(names.get(each, str(each)) for each in setting.default)
    if setting.default in (None, "", {}, []):
        return str(_("empty"))
    shown = names.get(setting.default, " ".join(str(setting.default).split()))
    return shown if len(shown) <= DEFAULT_LENGTH else f"{shown[:DEFAULT_LENGTH]}…"


def _store(shown: list[Setting], form: object, viewer: Viewer) -> None:
    changed: list[str] = []
    before: dict[str, object] = {}
    for setting in shown:
        value, was = value_from(form, setting), get_setting(setting.key)
        if value != was:
            try:
                set_setting(setting.key, value)
            except Invalid as error:
                raise Invalid(str(error), field=setting.key) from error
            changed.append(setting.key)
            before[setting.key] = was
    if changed:
        record_act(
            "settings.changed",
            actor=viewer,
            subject_type="settings",
            subject_id=None,
            now=clock.now(),
            keys=changed,
            before=before,
            after={key: get_setting(key) for key in changed},
        )


def _names(setting: Setting) -> list[str]:
    languages = LANGUAGES if setting.kind == "localized" else (None,)
    return [field_name(setting, language) for language in languages]


def _field_of(key: str) -> str:
    setting = registered.get(key)
    return _names(setting)[0] if setting else ""
