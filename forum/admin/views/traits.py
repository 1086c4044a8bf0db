"""What the brand asks members beforehand: region and profile questions, for reading the results of polls by groups."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext as _
from flask_login import login_required

from forum.admin.views.blueprint import blueprint, whoever_may
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.i18n import LANGUAGES, offered_languages
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Permission
from forum.discussions.forms import BareForm
from forum.traits.kept import Question, all_questions, asked_questions
from forum.traits.operations.asking import (
    MOST_CHOICES,
    MOST_QUESTIONS,
    ChoiceSaid,
    QuestionSaid,
    ask_members,
    change_question,
    end_question,
)
from forum.traits.queries import count_answers

SPARE_ROWS = 4


@blueprint.get("/admin/questions")
@login_required
def traits() -> ResponseReturnValue:
    """List what members are asked, and how many answered."""
    whoever_may(Permission.ASK_MEMBERS)
    questions = asked_questions()
    return render_template(
        "admin/traits.html",
        questions=questions,
        ended=[each for each in all_questions() if not each.is_asked],
        answers=count_answers(),
        may_add=len(questions) < MOST_QUESTIONS,
    )


@blueprint.route("/admin/questions/new", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_trait() -> ResponseReturnValue:
    """Ask members something."""
    return _edit(None)


@blueprint.route("/admin/questions/region", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def new_region() -> ResponseReturnValue:
    """Ask members for their region, with a list of regions to begin with."""
    return _edit(None, _region)


@blueprint.route("/admin/questions/<int:trait_id>", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def trait(trait_id: int) -> ResponseReturnValue:
    """Change the words of a question and its answers."""
    whoever_may(Permission.ASK_MEMBERS)
    return _edit(_question(trait_id))


@blueprint.post("/admin/questions/<int:trait_id>/end")
@login_required
@limit_write("manage")
def end_trait(trait_id: int) -> ResponseReturnValue:
    """Ask a question no more, and forget its answers."""
    viewer = whoever_may(Permission.ASK_MEMBERS)
    with write_transaction():
        end_question(trait_id, actor=viewer, now=clock.now())
    flash(_("The question is asked no more, and its answers are deleted."))
    return redirect(url_for("admin.traits"), 303)


def _nothing() -> QuestionSaid:
    return QuestionSaid({}, {}, ())


def _question(trait_id: int) -> Question:
    found = next((each for each in asked_questions() if each.id == trait_id), None)
    if found is None:
        raise NotFound
    return found


def _edit(existing: Question | None, begin: Callable[[], QuestionSaid] = _nothing) -> ResponseReturnValue:
    viewer = whoever_may(Permission.ASK_MEMBERS)
    form, said, errors = BareForm(), _said(existing, begin), {}
    if form.validate_on_submit():
        try:
            with write_transaction():
                if existing is None:
                    ask_members(said, actor=viewer, now=clock.now())
                else:
                    change_question(existing.id, said, actor=viewer, now=clock.now())
        except Invalid as error:
            errors = error.errors
        else:
            flash(_("Saved."))
            return redirect(url_for("admin.traits"), 303)
    empty = min(SPARE_ROWS, MOST_CHOICES - len(said.choices))
    page = render_template(
        "admin/trait.html",
        form=form,
        existing=existing,
        said=said,
        rows=[*said.choices, *(ChoiceSaid({}) for _each in range(max(0, empty)))],
        errors=errors,
        languages=offered_languages(),
    )
    return page, 422 if errors else 200


def _said(existing: Question | None, begin: Callable[[], QuestionSaid]) -> QuestionSaid:
    """Return what was just typed, else what stands, else what there is to begin with."""
    if request.method == "POST":
        rows = [_row(number) for number in range(MOST_CHOICES + SPARE_ROWS)]
        filled = [row for row in rows if any(row.words.values())]
        return QuestionSaid(_words("labels"), _words("purposes"), filled)
    if existing is not None:
        choices = [ChoiceSaid(each.words, each.id) for each in existing.choices]
        return QuestionSaid(existing.labels, existing.purposes, choices)
    return begin()


def _row(number: int) -> ChoiceSaid:
    return ChoiceSaid(_words(f"choice-{number}"), request.form.get(f"choice-{number}-id", type=int))


def _words(part: str) -> dict[str, str]:
    return {code: request.form.get(f"{part}-{code}", "") for code in LANGUAGES}


def _region() -> QuestionSaid:
    """Return a question about the region: a coarse list that the brand makes its own."""
    labels: dict[str, str] = {}
    purposes: dict[str, str] = {}
    places: list[dict[str, str]] = [{} for _each in range(5)]
    for code in LANGUAGES:
        with force_locale(code):
            labels[code] = _("In which region do you live?")
            purposes[code] = _("We look at whether tastes differ from region to region.")
            named = (_("North"), _("East"), _("South"), _("West"), _("Elsewhere"))
        for place, name in zip(places, named, strict=True):
            place[code] = name
    return QuestionSaid(labels, purposes, [ChoiceSaid(place) for place in places])
