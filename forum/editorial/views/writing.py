"""Writing a publication, planning it, moving it, dropping it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, to_user_timezone, to_utc

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.discussions.policy import get_category_for
from forum.discussions.views.choices import categories_to_start_in
from forum.editorial.forms import MoveForm, PublicationForm
from forum.editorial.models import Publication
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Written
from forum.editorial.operations.publishing import publish_due
from forum.editorial.policy import get_publication_for
from forum.editorial.views.blueprint import blueprint, page, publisher
from forum.editorial.words import Every, Purpose


@blueprint.get("/editorial/new")
@sign_in_required
def new() -> ResponseReturnValue:
    """Offer an empty publication, on a day that was chosen in the calendar."""
    return _form_page(PublicationForm.offering(categories_to_start_in(publisher()), planned_for=_asked_day()))


@blueprint.post("/editorial")
@sign_in_required
@limit_write("post")
def write() -> ResponseReturnValue:
    """Keep a new draft."""
    viewer = publisher()
    form = PublicationForm.offering(categories_to_start_in(viewer))
    if form.validate_on_submit():
        try:
            with write_transaction():
                made = drafts.write_publication(_written(form, viewer), author=viewer, now=clock.now())
                number = made.id
            return redirect(url_for("editorial.publication", publication_id=number), 303)
        except Invalid as error:
            form.refuse(error)
    return _form_page(form)


@blueprint.route("/editorial/<int:publication_id>/edit", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def edit(publication_id: int) -> ResponseReturnValue:
    """Change what is not published yet."""
    viewer = publisher()
    known = get_publication_for(viewer, publication_id)
    form = PublicationForm.offering(categories_to_start_in(viewer), data=_known(known))
    if form.validate_on_submit():
        try:
            with write_transaction():
                changed = get_publication_for(viewer, publication_id, locked=True)
                drafts.rewrite_publication(changed, _written(form, viewer), actor=viewer, now=clock.now())
            return redirect(url_for("editorial.publication", publication_id=publication_id), 303)
        except Invalid as error:
            form.refuse(error)
    return _form_page(form, publication_id)


@blueprint.post("/editorial/<int:publication_id>/planning")
@sign_in_required
@limit_write("post")
def plan(publication_id: int) -> ResponseReturnValue:
    """Take the author's word that it is what the charter foresees."""
    viewer, now = publisher(), clock.now()
    try:
        with write_transaction():
            planned = get_publication_for(viewer, publication_id, locked=True)
            drafts.plan(planned, actor=viewer, now=now)
            is_out = publish_due(publication_id, now=now)
    except Invalid as error:
        flash(str(error), "bad")
    else:
        flash(_("It is published.") if is_out else _("It is planned. It appears by itself."))
    return redirect(url_for("editorial.publication", publication_id=publication_id), 303)


@blueprint.post("/editorial/<int:publication_id>/planning/delete")
@sign_in_required
@limit_write("post")
def take_back(publication_id: int) -> ResponseReturnValue:
    """Make it a draft again."""
    viewer = publisher()
    with write_transaction():
        drafts.take_back(
            get_publication_for(viewer, publication_id, locked=True), actor=viewer, now=clock.now()
        )
    flash(_("It is a draft again."))
    return redirect(url_for("editorial.publication", publication_id=publication_id), 303)


@blueprint.post("/editorial/<int:publication_id>/moving")
@sign_in_required
@limit_write("manage")
def move(publication_id: int) -> ResponseReturnValue:
    """Move it to another day, keeping the hour, or to another time altogether."""
    viewer, form = publisher(), MoveForm()
    try:
        with write_transaction():
            moved = get_publication_for(viewer, publication_id, locked=True)
            drafts.move(moved, _asked_time(form, moved), actor=viewer, now=clock.now())
        flash(_("It is moved."))
    except Invalid as error:
        flash(str(error), "bad")
    month = request.form.get("month")
    if month:
        return redirect(url_for("editorial.month", month=month), 303)
    return redirect(url_for("editorial.publication", publication_id=publication_id), 303)


@blueprint.post("/editorial/<int:publication_id>/delete")
@sign_in_required
@limit_write("post")
def drop(publication_id: int) -> ResponseReturnValue:
    """Forget a draft."""
    viewer = publisher()
    with write_transaction():
        drafts.drop(get_publication_for(viewer, publication_id, locked=True), actor=viewer)
    flash(_("The draft is gone."))
    return redirect(url_for("editorial.desk"), 303)


def _written(form: PublicationForm, viewer: Viewer) -> Written:
    return Written(
        category=get_category_for(viewer, form.category.data),
        purpose=Purpose(form.purpose.data),
        title=form.title.data or "",
        source=form.body.data or "",
        planned_for=form.moment(),
        every=Every(form.every.data),
    )


def _known(publication: Publication) -> dict[str, object]:
    at = publication.planned_for
    return {
        "title": publication.title,
        "body": publication.source,
        "category": publication.category_id,
        "purpose": publication.purpose,
        "planned_for": to_user_timezone(at) if at else None,
        "every": publication.every,
    }


def _asked_time(form: MoveForm, publication: Publication) -> datetime:
    """Return the time that was asked for: `day` keeps the hour, `by` moves by so many days."""
    if typed := form.moment():
        return typed
    if publication.planned_for is None:
        raise Invalid(_("Give it a time first."))
    here = to_user_timezone(publication.planned_for)
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError as error:
        raise Invalid(_("Choose a day.")) from error
    moved = here.replace(year=day.year, month=day.month, day=day.day, tzinfo=None)
    there: datetime = to_utc(moved)
    return there.replace(tzinfo=UTC)


def _asked_day() -> datetime | None:
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001 - typed in the viewer's time zone


def _form_page(form: PublicationForm, publication_id: int | None = None) -> Response:
    return page("editorial/write.html", form.status, form=form, publication_id=publication_id)
