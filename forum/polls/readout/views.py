"""Pages and files of read-outs."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private, wants_fragment
from forum.core.jobs import Job
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed, NotFound
from forum.core.viewing import current_viewer
from forum.polls.readout.charts.drawing import Chart
from forum.polls.readout.exports import codebook_csv, results_csv
from forum.polls.readout.forms import MarginsForm
from forum.polls.readout.given import given_of, margin_groups
from forum.polls.readout.making import snapshot_of, start_read_out
from forum.polls.readout.margins import give_margins
from forum.polls.readout.models import PollMargins, PollReadout
from forum.polls.readout.page import page_of
from forum.polls.readout.pictures import charts_of, course_of
from forum.polls.readout.policy import get_read_out_for, require_inside, sees_inside
from forum.polls.sheet import Sheet
from forum.polls.views.blueprint import blueprint, care_page, topic_words


@blueprint.get("/polls/<int:poll_id>/readout")
def read_out(poll_id: int) -> ResponseReturnValue:
    """Show what a poll can carry; while it is being worked out, how far that is."""
    viewer = current_viewer()
    sheet = get_read_out_for(viewer, poll_id)
    made = db.session.get(PollReadout, poll_id)
    if made is None or made.figures is None:
        return _waiting(sheet, made)
    if wants_fragment():
        response = make_response("")
        response.headers["HX-Refresh"] = "true"
        return private(response)
    inside = sees_inside(viewer)
    page = page_of(
        sheet, made.figures, made.made_at, given_of(sheet, made.figures) if inside else None, inside=inside
    )
    words = topic_words(viewer, sheet)
    return private(make_response(render_template("polls/readout/sheet.html", page=page, **words)))


@blueprint.post("/polls/<int:poll_id>/readout")
@sign_in_required
@limit_write("post")
def make_read_out(poll_id: int) -> ResponseReturnValue:
    """Have a read-out made for a poll that was sealed before there were any."""
    viewer = current_viewer()
    get_read_out_for(viewer, poll_id)
    require_inside(viewer)
    with write_transaction():
        get_read_out_for(viewer, poll_id)
        start_read_out(poll_id, owner_id=viewer.id)
    return redirect(url_for("polls.read_out", poll_id=poll_id), 303)


@blueprint.get("/polls/<int:poll_id>/readout/results.csv")
def read_out_results(poll_id: int) -> Response:
    """Give every figure of the page as a table."""
    sheet, made = _figures(poll_id)
    text = results_csv(sheet, made, inside=sees_inside(current_viewer()))
    return _file(text, f"poll-{poll_id}-results.csv", "text/csv")


@blueprint.get("/polls/<int:poll_id>/readout/codebook.csv")
def read_out_codebook(poll_id: int) -> Response:
    """Say what every column and value of the table means."""
    sheet, _made = _figures(poll_id)
    return _file(codebook_csv(sheet), f"poll-{poll_id}-codebook.csv", "text/csv")


@blueprint.get("/polls/<int:poll_id>/readout/<int:position>/<name>.svg")
def read_out_chart(poll_id: int, position: int, name: str) -> Response:
    """Give one chart as a file; the course of voting is the chart of question 0."""
    sheet, figures = _figures(poll_id)
    chart = _chart(sheet, figures, position, name)
    if chart is None:
        raise NotFound
    text = render_template("polls/readout/chart.svg", chart=chart)
    return _file(text, f"poll-{poll_id}-{position}-{name}.svg", "image/svg+xml")


@blueprint.route("/polls/<int:poll_id>/readout/margins", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def give_read_out_margins(poll_id: int) -> ResponseReturnValue:
    """Take the shares to which the brand wants the voters weighted: once."""
    viewer = current_viewer()
    sheet, form = _for_margins(poll_id), MarginsForm()
    snapshot = snapshot_of(poll_id)
    if form.validate_on_submit():
        try:
            with write_transaction():
                _for_margins(poll_id)
                give_margins(poll_id, snapshot, request.form, form.source.data, actor=viewer, now=clock.now())
            return redirect(url_for("polls.read_out", poll_id=poll_id), 303)
        except Invalid as error:
            form.refuse(error)
    groups = margin_groups(snapshot, request.form)
    return care_page("polls/readout/margins.html", form, sheet, groups=groups)


def _for_margins(poll_id: int) -> Sheet:
    """Return a poll to whose read-out the brand may still give margins.

    Raises:
        NotFound, NotAllowed: when not.
    """
    sheet, _figures_of = _figures(poll_id)
    require_inside(current_viewer())
    if db.session.get(PollMargins, poll_id) is not None:
        raise NotAllowed(_("Shares were given for this poll already, and they stay."))
    return sheet


def _chart(sheet: Sheet, figures: dict[str, object], position: int, name: str) -> Chart | None:
    if position == 0:
        found = [course_of(figures["course"])[0]]  # type: ignore[arg-type]  # as it was stored
    else:
        found = [
            chart
            for question, of_one in zip(sheet.questions, figures["questions"], strict=True)  # type: ignore[call-overload]
            if question.position == position
            for chart in charts_of(question, of_one)
        ]
    return next((chart for chart in found if chart is not None and chart.name == name), None)


def _figures(poll_id: int) -> tuple[Sheet, dict[str, object]]:
    """Return a poll and its figures, if the viewer may read them and they are there.

    Raises:
        NotFound, NotAllowed: when not.
    """
    sheet = get_read_out_for(current_viewer(), poll_id)
    made = db.session.get(PollReadout, poll_id)
    if made is None or made.figures is None:
        raise NotFound
    return sheet, made.figures


def _waiting(sheet: Sheet, made: PollReadout | None) -> Response:
    job = db.session.get(Job, made.job_id) if made is not None and made.job_id is not None else None
    href = url_for("polls.read_out", poll_id=sheet.id)
    if wants_fragment():
        return private(make_response(render_template("polls/readout/_progress.html", job=job, href=href)))
    viewer = current_viewer()
    page = render_template(
        "polls/readout/waiting.html",
        job=job,
        href=href,
        may_make=sees_inside(viewer) and made is None,
        **topic_words(viewer, sheet),
    )
    return private(make_response(page))


def _file(text: str, name: str, kind: str) -> Response:
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(answer)
