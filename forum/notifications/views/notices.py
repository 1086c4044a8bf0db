"""The list of notices, opening and choosing among them, and unsubscribing from a mail."""

from __future__ import annotations

from datetime import datetime

from babel.dates import get_month_names
from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.i18n import current_language
from forum.core.limits import limit_write
from forum.core.notices import Pace, notice_kinds
from forum.core.pagination import decode_mark
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.push import push_post
from forum.core.room import csrf
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_topic_for
from forum.notifications import open_pages, operations, queries, stopped
from forum.notifications.forms import PACE_NAMES, USUAL_NIGHT, as_clock, read_pace, read_rhythm
from forum.notifications.unsubscribing import DIGESTS, read_token
from forum.notifications.views.blueprint import blueprint


@blueprint.get("/notifications")
@login_required
def listing() -> ResponseReturnValue:
    """Show what this member was told."""
    key = decode_mark(request.args.get("before"), 2)
    page = queries.page_of_notices(current_viewer(), before=_position(key) if key else None)
    return render_template("notifications/list.html", page=page)


@blueprint.get(open_pages.PATH)
def unread() -> ResponseReturnValue:
    """Give the bell with its count to a page that stays open; see `open_pages` for who mostly answers."""
    viewer = current_viewer()
    if viewer.id is None:
        return private(make_response("", 204))
    pages = open_pages.open_pages_of(current_app)
    number = pages.number()
    count = queries.count_unread(viewer.id)
    tag = f'"{count}-{current_language()}"'
    pages.tell(request.environ, member_id=viewer.id, count=count, tag=tag, number=number)
    same = request.headers.get("If-None-Match") == tag
    page = "" if same else render_template("notifications/header.html", item=count)
    answer = private(make_response(page, 304 if same else 200))
    answer.headers["ETag"] = tag
    return answer


@blueprint.post("/notifications/<int:notification_id>/opening")
@login_required
@limit_write("settings")
def opening(notification_id: int) -> ResponseReturnValue:
    """Mark a notice as read and lead to what it speaks of."""
    with write_transaction():
        notice = operations.open_notice(notification_id, actor=current_viewer(), now=clock.now())
        post_id, topic_id = notice.post_id, notice.topic_id
        kind, data = notice_kinds.get(notice.kind), notice.data
    if kind is not None and kind.address is not None:
        return redirect(kind.address(data), 303)
    if post_id:
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    if topic_id:
        return redirect(url_for("discussions.topic", topic_id=topic_id), 303)
    return redirect(url_for("notifications.listing"), 303)


@blueprint.post("/notifications/reading")
@login_required
@limit_write("settings")
def reading() -> ResponseReturnValue:
    """Mark everything as read."""
    with write_transaction():
        operations.read_all(actor=current_viewer(), now=clock.now())
    return redirect(url_for("notifications.listing"), 303)


@blueprint.route("/settings/notifications", methods=["GET", "POST"])
@login_required
@limit_write("settings")
def choices() -> ResponseReturnValue:
    """Let a member choose what they want to be told, how, and when."""
    viewer = current_viewer()
    member_id = viewer.own_id
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            with write_transaction():
                _keep_choices(viewer)
        except Invalid as error:
            errors = error.errors
        else:
            flash(_("Your choices are saved."))
            return redirect(url_for("notifications.choices"), 303)
    quiet, birthday = queries.quiet_hours(member_id), queries.birthday(member_id)
    page = render_template(
        "notifications/choices.html",
        choices=queries.choices_for(viewer),
        topics=queries.topic_choices_of(viewer),
        paces=PACE_NAMES,
        has_push=bool(push_post().services),
        quiet=quiet is not None,
        night=[as_clock(minutes) for minutes in quiet or USUAL_NIGHT],
        birthday=birthday,
        months=get_month_names("wide", context="stand-alone", locale=get_locale() or "en"),
        time_zone=viewer.time_zone,
        errors=errors,
    )
    return private(make_response(page, 422 if errors else 200))


def _keep_choices(viewer: Viewer) -> None:
    member_id, rhythm = viewer.own_id, read_rhythm(request.form)
    for kind in notice_kinds:
        if not kind.mandatory and kind.reaches(viewer):
            operations.choose(
                member_id,
                kind.key,
                page=f"page-{kind.key}" in request.form,
                pace=read_pace(request.form.get(f"pace-{kind.key}"), Pace.NONE),
                push=f"push-{kind.key}" in request.form if push_post().services else None,
            )
    operations.keep_quiet(member_id, rhythm.quiet)
    if rhythm.birthday:
        operations.keep_birthday(member_id, *rhythm.birthday)
    else:
        operations.forget_birthday(member_id)


@blueprint.route("/topics/<int:topic_id>/notices", methods=["GET", "POST"])
@login_required
@limit_write("settings")
def of_topic(topic_id: int) -> ResponseReturnValue:
    """Let a member choose how they want mail of what is new in one topic."""
    viewer = current_viewer()
    topic = get_topic_for(viewer, topic_id)
    if request.method == "POST":
        chosen = request.form.get("pace")
        with write_transaction():
            get_topic_for(viewer, topic_id)
            pace = Pace(chosen) if chosen in set(Pace) else None
            operations.choose_for_topic(viewer.own_id, topic_id, pace)
        flash(_("Your choice is kept."))
        return redirect(url_for("discussions.topic", topic_id=topic_id), 303)
    page = render_template(
        "notifications/topic.html",
        topic_id=topic.id,
        title=topic.title if topic.title_visible_to(viewer) else _("A topic that was hidden"),
        paces=PACE_NAMES,
        chosen=queries.topic_choice_of(viewer.own_id, topic_id),
    )
    return private(make_response(page))


@blueprint.route("/unsubscribe/<token>", methods=["GET", "POST"])
@csrf.exempt
@limit_write("settings")
def unsubscribe(token: str) -> ResponseReturnValue:
    """Stop mail of one kind, or all digests. Looking changes nothing; the button, or a mail program's own, does."""
    known = read_token(token)
    if known is None:
        raise NotFound
    member_id, key = known
    kind = notice_kinds.get(key)
    if key != DIGESTS and (kind is None or kind.mandatory):
        raise NotFound
    if request.method == "POST":
        with write_transaction():
            current = queries.choices_of(member_id)
            if kind is None:
                operations.stop_digests(member_id, current)
            else:
                page = next(page for each, page, _pace, _push in current if each.key == key)
                operations.choose(member_id, key, page=page, pace=Pace.NONE)
    what = kind.label if kind else _("Your digest")
    return render_template("notifications/unsubscribed.html", what=what, done=request.method == "POST")


@blueprint.post("/settings/notifications/trial")
@login_required
@limit_write("mail")
def trial() -> ResponseReturnValue:
    """Send one mail to the address from which mail came back."""
    with write_transaction():
        stopped.try_address(current_viewer().own_id)
    flash(_("A mail is on its way. Follow the link in it, and mail comes again."))
    return redirect(url_for("notifications.choices"), 303)


@blueprint.route("/mail-arrives/<token>", methods=["GET", "POST"])
@limit_write("settings")
def arrives(token: str) -> ResponseReturnValue:
    """Have mail sent to an address again, by the link that arrived there. Looking at the page changes nothing."""
    address = stopped.address_of_token(token)
    if address is None:
        raise NotFound
    if request.method == "POST":
        with write_transaction():
            stopped.confirm_address(address)
    done = request.method == "POST"
    return private(make_response(render_template("notifications/arrives.html", address=address, done=done)))


def _position(key: list[object]) -> tuple[datetime, int] | None:
    try:
        return datetime.fromisoformat(str(key[0])), int(str(key[1]))
    except ValueError:
        return None
