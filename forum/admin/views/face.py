"""The brand's face: tried out by the team, then published for everybody or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from flask_login import login_required

from forum.accounts.forms import RoomForm
from forum.accounts.pictures import picture_address
from forum.admin.face_forms import HomeForm, LinksForm, LookForm, empty_links
from forum.admin.face_uploads import with_uploads
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import offered_languages
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Permission
from forum.core.storage import StorageError
from forum.pages.context import FOOT, WAYS, in_order
from forum.pages.face import SIDE_BLOCKS, Face, drafted_face, published_face
from forum.pages.operations.face import discard_face, publish_face, try_out
from forum.pages.palette import Colours, by_day, by_night, faint_colours, nearest_readable

BLOCK_NAMES = {
    "news": (_l("News"), _l("The latest announcement, large.")),
    "live": (_l("What is going on"), _l("An open campaign or vote, and what other rooms put here.")),
    "words": (_l("A word from you"), _l("Your own text, written below.")),
    "latest": (_l("Just now"), _l("The conversations with the most recent replies.")),
    "liked": (_l("Most liked this week"), _l("Three topics of the last seven days, by likes.")),
    "questions": (_l("Who knows?"), _l("Questions without an answer.")),
    "newcomers": (_l("New at the table"), _l("Who joined last.")),
    "categories": (_l("Categories"), _l("A way into each.")),
}
PAGES = {"face": _l("Look"), "face_home": _l("Home page"), "face_links": _l("Menu and footer")}


@blueprint.route("/admin/face", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def face() -> ResponseReturnValue:
    """Offer name, colours, fonts and pictures."""
    whoever_may(Permission.SHAPE_FACE)
    before = _present()
    form = LookForm.of(before)
    offered: Colours | None = None
    if request.form.get("use") == "nearest":
        _take(form, nearest_readable(form.colours))
    if form.validate_on_submit():
        try:
            db.session.rollback()
            return _tried(lambda: with_uploads(form.face(_present()), form), "admin.face")
        except Invalid as error:
            form.refuse(error)
            offered = (
                nearest_readable(form.colours) if {"paper", "ink", "accent"} & set(error.errors) else None
            )
        except StorageError:
            form.form_errors.append(_("There is no room for pictures right now. Please try again later."))
    colours = before.colours if form.errors and offered is None else offered or form.colours
    pictures = {name: picture_address(getattr(before, name) or None) for name in ("logo", "icon", "hero")}
    return _page(
        "face",
        form,
        offered=offered,
        faint=faint_colours(form.colours) if offered else [],
        day=by_day(colours),
        night=by_night(colours),
        pictures=pictures,
    )


@blueprint.route("/admin/face/home", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def face_home() -> ResponseReturnValue:
    """Offer the order of the home page."""
    whoever_may(Permission.SHAPE_FACE)
    form, shown = HomeForm(), _present()
    if form.validate_on_submit():
        shown = form.face(shown)
        try:
            return _tried(lambda: form.face(_present()), "admin.face_home")
        except Invalid as error:
            form.refuse(error)
    groups = [
        [(name, on, *BLOCK_NAMES[name]) for name, on in shown.blocks if (name in SIDE_BLOCKS) == is_side]
        for is_side in (False, True)
    ]
    return _page("face_home", form, groups=groups, words=shown.words, languages=offered_languages())


@blueprint.route("/admin/face/links", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def face_links() -> ResponseReturnValue:
    """Offer the entries of menu and footer."""
    whoever_may(Permission.SHAPE_FACE)
    form, shown = LinksForm(), _present()
    if form.validate_on_submit():
        shown = form.face(shown)
        try:
            return _tried(lambda: form.face(_present()), "admin.face_links")
        except Invalid as error:
            form.refuse(error)
    lists = [
        ("menu", _("Menu"), [*_rows(shown.menu, WAYS), *empty_links()]),
        ("footer", _("Footer"), [*_rows(shown.footer, FOOT), *empty_links()]),
    ]
    return _page("face_links", form, lists=lists, languages=offered_languages())


@blueprint.post("/admin/face/publishing")
@login_required
@limit_write("manage")
def publish() -> ResponseReturnValue:
    """Show everybody what the team has tried out."""
    viewer = whoever_may(Permission.SHAPE_FACE)
    try:
        with write_transaction():
            publish_face(actor=viewer, now=clock.now())
    except Invalid as error:
        flash(str(error), "bad")
    else:
        flash(_("The new look is published. Everybody sees it now."))
    return redirect(url_for("admin.face"), 303)


@blueprint.post("/admin/face/discarding")
@login_required
@limit_write("manage")
def discard() -> ResponseReturnValue:
    """Go back to the look that everybody sees."""
    whoever_may(Permission.SHAPE_FACE)
    with write_transaction():
        discard_face()
    flash(_("The draft is gone. You see what everybody sees."))
    return redirect(url_for("admin.face"), 303)


def _present() -> Face:
    return drafted_face() or published_face()


def _tried(made: Callable[[], Face], endpoint: str) -> ResponseReturnValue:
    """Store the next draft and lead back to its page.

    Raises:
        Invalid: when it cannot be accepted; nothing is stored then.
    """
    viewer = whoever_may(Permission.SHAPE_FACE)
    next_face = made()
    with write_transaction():
        try_out(next_face, actor=viewer, now=clock.now())
    flash(_("Tried out. Have a look around, then publish it or drop it at the top of the page."))
    return redirect(url_for(endpoint), 303)


def _take(form: LookForm, colours: Colours) -> None:
    for name in ("paper", "ink", "accent"):
        form[name].data = getattr(colours, name)


def _rows(links: Any, ways: Any) -> list[dict[str, Any]]:
    return [
        {
            "to": link.to,
            "on": link.on,
            "labels": link.labels,
            "own": link.to not in ways,
            "name": ways.get(link.to),
        }
        for link in in_order(links, ways)
    ]


def _page(name: str, form: RoomForm, **shown: Any) -> ResponseReturnValue:
    pages = [(label, url_for(f"admin.{page}"), page == name) for page, label in PAGES.items()]
    return render_template(f"admin/{name}.html", form=form, pages=pages, **shown), form.status
