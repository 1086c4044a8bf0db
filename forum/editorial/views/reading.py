"""One publication: what it will look like, what can be done with it, and the words of those who were asked."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, to_user_timezone
from markupsafe import Markup

from forum.accounts.models import Member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.markup.render import render
from forum.core.policy import Invalid
from forum.discussions.queries.categories import shelf_of
from forum.editorial.forms import AskForm, MoveForm, WordForm
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Exceptional
from forum.editorial.policy import get_publication_for, is_asked, possible_approvers
from forum.editorial.queries.publications import words_about
from forum.editorial.views.blueprint import blueprint, page, publisher
from forum.editorial.words import EVERY_NAMES, PURPOSE_NAMES, STATE_NAMES, Every, Purpose, State


@blueprint.get("/editorial/<int:publication_id>")
@sign_in_required
def publication(publication_id: int) -> ResponseReturnValue:
    """Show it."""
    return _page(publication_id, AskForm(), WordForm())


@blueprint.post("/editorial/<int:publication_id>/approvals")
@sign_in_required
@limit_write("post")
def ask(publication_id: int) -> ResponseReturnValue:
    """Ask those who are named to agree."""
    viewer, form = publisher(), AskForm()
    named = tuple(
        int(each) for each in request.form.getlist("approvers") if each.isdecimal() and len(each) < 10
    )
    try:
        with write_transaction():
            known = get_publication_for(viewer, publication_id, locked=True)
            exception = Exceptional(form.reason.data or "", named, form.moment())
            drafts.ask_approval(known, exception, actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _page(publication_id, form, WordForm(), named)
    flash(_("They are asked. It is planned as soon as everybody agrees."))
    return redirect(url_for("editorial.publication", publication_id=publication_id), 303)


@blueprint.post("/editorial/<int:publication_id>/word")
@sign_in_required
@limit_write("post")
def say(publication_id: int) -> ResponseReturnValue:
    """Agree or not."""
    viewer, form = publisher(), WordForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                known = get_publication_for(viewer, publication_id, locked=True)
                agrees = form.verdict.data == "yes"
                drafts.say(known, agrees, form.note.data or "", actor=viewer, now=clock.now())
            flash(_("Your word is given."))
            return redirect(url_for("editorial.publication", publication_id=publication_id), 303)
        except Invalid as error:
            form.refuse(error)
    return _page(publication_id, AskForm(), form)


def _page(
    publication_id: int, ask_form: AskForm, word_form: WordForm, named: tuple[int, ...] = ()
) -> Response:
    viewer = publisher()
    known = get_publication_for(viewer, publication_id)
    author = db.session.get(Member, known.author_id) if known.author_id else None
    is_own = known.author_id == viewer.id
    at = to_user_timezone(known.planned_for) if known.planned_for else None
    status = 422 if ask_form.errors or word_form.errors or ask_form.form_errors else 200
    return page(
        "editorial/publication.html",
        status,
        item=known,
        author=author.name if author else None,
        body=Markup(render(known.source).html),  # noqa: S704 - sanitised by the markup room
        shelf=shelf_of(known.category_id),
        state_name=STATE_NAMES[State(known.state)],
        purpose_name=PURPOSE_NAMES[Purpose(known.purpose)],
        every_name=EVERY_NAMES[Every(known.every)] if known.every != Every.ONCE else None,
        at=at,
        words=words_about(known.id),
        is_own=is_own,
        is_asked=is_asked(viewer, known),
        ask_form=ask_form,
        word_form=word_form,
        move_form=MoveForm(data={"to": at}),
        possible=possible_approvers(viewer) if is_own and known.state == State.DRAFT else [],
        named=named,
    )
