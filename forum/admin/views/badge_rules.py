"""The rules by which badges are given: listed, made, changed, with whom they would reward."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import select

from forum.admin.badge_forms import RuleForm
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.badges.jobs import BACKFILL
from forum.badges.models import BadgeRule
from forum.badges.operations.rules import RuleDescription, checked, save_rule
from forum.badges.pictures import UPLOADED, picture_of
from forum.badges.queries.holders import every_badge
from forum.badges.queries.preview import Preview, preview
from forum.badges.rules import rule_of
from forum.badges.words import conditions, place, value_words
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.jobs import Job
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission, Viewer
from forum.core.storage import current_storage
from forum.discussions.models import Tag
from forum.uploads.images import MOST_BYTES
from forum.uploads.models import Purpose
from forum.uploads.operations import TakenIn, add_upload, take_in

SHOWN_FOR = timedelta(hours=1)
FILES = ("file", *(f"file-{code}" for code in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Look:
    """How a badge looks for readers of one language."""

    code: str
    language: str
    name: str
    picture: str


@blueprint.get("/admin/badges")
@login_required
def badges() -> ResponseReturnValue:
    """List every rule."""
    viewer = whoever_may(Permission.MANAGE_BADGES)
    shelf = [
        (each, conditions(each.rule), place(each.rule, viewer)) for each in every_badge(with_unused=True)
    ]
    return render_template("admin/badges.html", shelf=shelf)


@blueprint.route("/admin/badges/new", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_badge() -> ResponseReturnValue:
    """Make a rule."""
    return _edit(None)


@blueprint.route("/admin/badges/<int:rule_id>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def badge(rule_id: int) -> ResponseReturnValue:
    """Change a rule."""
    return _edit(get_rule_row(rule_id))


@blueprint.post("/admin/badges/preview")
@login_required
@limit_write("manage")
def preview_badge() -> ResponseReturnValue:
    """Show whom the rule in the form would reward, as it is typed."""
    viewer = whoever_may(Permission.MANAGE_BADGES)
    form = RuleForm.of(None, viewer)
    return render_template(
        "admin/_badge_preview.html", preview=_previewed(form), looks=_looks(form), value_words=value_words
    )


@blueprint.get("/admin/badges/<int:rule_id>/progress")
@login_required
def badge_progress(rule_id: int) -> ResponseReturnValue:
    """Show how far the job is that gives a badge to those who deserve it."""
    get_rule_row(rule_id)
    return render_template("admin/_badge_progress.html", rule_id=rule_id, job=_job_of(rule_id))


def get_rule_row(rule_id: int) -> BadgeRule:
    """Return a rule for who manages badges.

    Raises:
        NotAllowed, NotFound: for others, or when there is none.
    """
    whoever_may(Permission.MANAGE_BADGES)
    rule = db.session.get(BadgeRule, rule_id)
    if rule is None:
        raise NotFound
    return rule


def _edit(existing: BadgeRule | None) -> ResponseReturnValue:
    viewer = whoever_may(Permission.MANAGE_BADGES)
    tag = db.session.scalar(select(Tag.name).where(Tag.id == existing.tag_id)) if existing else None
    form = RuleForm.of(existing, viewer, tag or "")
    shown = None
    if "preview" in request.form and form.validate_on_submit():
        shown = _previewed(form)
    elif form.validate_on_submit():
        try:
            return redirect(_save(form, existing, viewer), 303)
        except Invalid as error:
            form.refuse(error)
    elif form.is_submitted():
        form.find_what_else_is_wrong()
    job = _job_of(existing.id) if existing else None
    status = 422 if form.errors and shown is None else 200
    return render_template(
        "admin/badge.html",
        form=form,
        rule=existing,
        preview=shown,
        looks=_looks(form),
        value_words=value_words,
        job=job,
        pictures={each.value: picture_of(each.value) for each in form.picture.choices},
        LANGUAGES=LANGUAGES,
    ), status


def _save(form: RuleForm, existing: BadgeRule | None, viewer: Viewer) -> str:
    checked(form.described())
    taken = {name: picture for name in FILES if (picture := _taken(name))}
    described = form.described({name: f"{UPLOADED}{picture.key}" for name, picture in taken.items()})
    silent = bool(form.silent.data)
    with write_transaction():
        for picture in taken.values():
            add_upload(picture, owner=viewer, alt="", now=clock.now())
        row = get_rule_row(existing.id) if existing else None
        rule, job = save_rule(row, described, silent=silent, actor=viewer, now=clock.now())
        rule_id, begun = rule.id, job is not None
    flash(
        _("The badge is saved. Those who deserve it are given it now.") if begun else _("The badge is saved.")
    )
    return url_for("admin.badge", rule_id=rule_id)


def _taken(name: str) -> TakenIn | None:
    """Return the picture that was sent along in a field, taken in; None without one.

    Raises:
        Invalid: when it is none, beside the field.
    """
    file = request.files.get(name)
    data = file.stream.read(MOST_BYTES + 1) if file and file.filename else b""
    try:
        return take_in(data, purpose=Purpose.BRAND, storage=current_storage(), small=True) if data else None
    except Invalid as error:
        raise Invalid(str(error), field=name) from error


def _previewed(form: RuleForm) -> Preview | str | None:
    """Return whom the rule would reward, or what is wrong with it."""
    if not form.validate():
        return " ".join(str(message) for messages in form.errors.values() for message in messages)
    try:
        columns = checked(form.described())
    except Invalid as error:
        wrong = {name: message for name, message in error.errors.items() if not _is_words(name)}
        if wrong:
            return " ".join(wrong.values())
        columns = checked(_named(form))
    row = BadgeRule(**columns)
    row.id = 0
    return preview(rule_of(row))


def _named(form: RuleForm) -> RuleDescription:
    """Return the rule as typed, with some name: who would get it can be shown before it is called anything."""
    return replace(form.described(), names={"en": "…"}, texts={})


def _is_words(field: str) -> bool:
    return field.startswith(("names-", "texts-"))


def _looks(form: RuleForm) -> list[Look]:
    """Return how the badge looks as chosen, for readers of each language in which it has a name."""
    names, own = form.by_language("names"), form.by_language("picture")
    return [
        Look(code, label, names[code], picture_of(own[code] or form.picture.data or ""))
        for code, label in LANGUAGES.items()
        if names[code]
    ]


def _job_of(rule_id: int) -> Job | None:
    latest = select(Job).where(Job.kind == BACKFILL, Job.created_at > clock.now() - SHOWN_FOR)
    jobs = db.session.scalars(
        latest.order_by(Job.id.desc()).limit(20).execution_options(populate_existing=True)
    )
    return next((job for job in jobs if job.params.get("rule_id") == rule_id), None)
