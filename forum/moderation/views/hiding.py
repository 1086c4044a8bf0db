"""Hiding, showing again, blacking out: posts, profiles, pictures."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.accounts.policy import get_member_for
from forum.core.clock import clock
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.discussions.policy import get_post_for
from forum.moderation import operations
from forum.moderation.forms import BlackoutForm, HidingForm, UnhidingForm
from forum.moderation.policy import require_moderator
from forum.moderation.queries import hidings as queries
from forum.moderation.queries.passages import posts_that_say_it_too
from forum.moderation.views.blueprint import a_moderator, blueprint
from forum.moderation.views.doing import done, tried
from forum.uploads.models import Purpose, Upload, Withheld
from forum.uploads.policy import may_see
from forum.uploads.queries import find_upload


@blueprint.route("/posts/<int:post_id>/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide(post_id: int) -> ResponseReturnValue:
    """Hide a post, with a reason. What will follow is said before it is done."""
    viewer = a_moderator()
    post = get_post_for(viewer, post_id)
    form = HidingForm.with_reasons()

    def act() -> None:
        operations.hide_post(
            get_post_for(viewer, post_id),
            reason=form.reason.data,
            message=form.message.data or "",
            note=form.note.data or "",
            actor=viewer,
            now=clock.now(),
        )

    if done(form, act, _("The post is hidden. Its author was told why.")):
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    pictures = queries.pictures_in(post_id)
    return render_template("moderation/hide.html", form=form, post=post, pictures=pictures), form.status


@blueprint.route("/posts/<int:post_id>/hiding/delete", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def unhide(post_id: int) -> ResponseReturnValue:
    """Show a hidden post again."""
    viewer = a_moderator()
    post = get_post_for(viewer, post_id)
    form = UnhidingForm()

    def act() -> None:
        operations.unhide_post(
            get_post_for(viewer, post_id), because=form.because.data or "", actor=viewer, now=clock.now()
        )

    if done(form, act, _("The post is shown again.")):
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    hiding = queries.hiding_in_force(post_id)
    return render_template("moderation/unhide.html", form=form, post=post, hiding=hiding), form.status


@blueprint.route("/posts/<int:post_id>/blackout", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def black_out(post_id: int) -> ResponseReturnValue:
    """Make a passage unreadable wherever it was quoted: a telephone number that somebody posted, say.

    Where somebody copied it by hand, the moderator is shown the post: a short passage could mean something else there.
    """
    viewer = a_moderator()
    post = get_post_for(viewer, post_id)
    form = BlackoutForm()

    def act() -> None:
        operations.black_out(
            get_post_for(viewer, post_id), form.passage.data or "", actor=viewer, now=clock.now()
        )

    if done(form, act, _("The passage is blacked out, here and in quotes.")):
        if others := posts_that_say_it_too(viewer, form.passage.data or ""):
            return render_template("moderation/says_it_too.html", others=others, post=post)
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    return render_template("moderation/blackout.html", form=form, post=post), form.status


@blueprint.route("/members/<handle>/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide_profile(handle: str) -> ResponseReturnValue:
    """Take text and picture off a profile."""
    viewer = a_moderator()
    member = get_member_for(viewer, handle)
    form = HidingForm.with_reasons(for_profiles=True)

    def act() -> None:
        operations.hide_profile(get_member_for(viewer, handle), actor=viewer, now=clock.now(), **_words(form))

    if done(form, act, _("Text and picture are hidden. The member was told why.")):
        return redirect(url_for("accounts.profile", handle=handle), 303)
    hidden = queries.hidden_of_profile(member.id)
    return render_template(
        "moderation/hide_profile.html", form=form, member=member, hidden=hidden
    ), form.status


@blueprint.post("/members/<handle>/hiding/delete")
@login_required
@limit_write("moderate")
def unhide_profile(handle: str) -> ResponseReturnValue:
    """Put text and picture of a profile back."""
    viewer = a_moderator()

    def act() -> None:
        member = get_member_for(viewer, handle)
        require_moderator(viewer, author_id=member.id)
        for hiding in queries.hidden_of_profile(member.id):
            operations.lift_hiding(hiding, actor=viewer, now=clock.now())

    tried(act, _("Text and picture are shown again."))
    return redirect(url_for("accounts.profile", handle=handle), 303)


@blueprint.route("/uploads/<key>/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide_picture(key: str) -> ResponseReturnValue:
    """Hide a picture in whichever post it stands."""
    viewer = a_moderator()
    upload = _picture(viewer, key)
    form = HidingForm.with_reasons()

    def act() -> None:
        operations.hide_picture(_picture(viewer, key), actor=viewer, now=clock.now(), **_words(form))

    if done(form, act, _("The picture is hidden. Whoever brought it was told why.")):
        return redirect(url_for("moderation.hide_picture", key=key), 303)
    hidden = upload.withheld != Withheld.NOT
    return render_template(
        "moderation/hide_picture.html", form=form, upload=upload, hidden=hidden
    ), form.status


@blueprint.post("/uploads/<key>/hiding/delete")
@login_required
@limit_write("moderate")
def unhide_picture(key: str) -> ResponseReturnValue:
    """Show a hidden picture again."""
    viewer = a_moderator()

    def act() -> None:
        _picture(viewer, key)
        hiding = queries.hiding_of_picture(key)
        if hiding is None:
            raise Invalid(_("Somebody has shown this again before you."))
        operations.lift_hiding(hiding, actor=viewer, now=clock.now())

    tried(act, _("The picture is shown again."))
    return redirect(url_for("moderation.hide_picture", key=key), 303)


def _words(form: HidingForm) -> dict[str, str]:
    return {
        "reason": form.reason.data,
        "message": form.message.data or "",
        "note": form.note.data or "",
    }


def _picture(viewer: Viewer, key: str) -> Upload:
    upload = find_upload(key)
    if upload is None or upload.purpose != Purpose.POST or not may_see(viewer, upload):
        raise NotFound
    return upload
