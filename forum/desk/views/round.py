"""The round: every post since one's last visit, one after the other."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.viewing import current_viewer
from forum.desk.operations.seats import go_past
from forum.desk.policy import get_answerable_post_for
from forum.desk.queries.round import Place, left_after, next_post, place_of, post_before, shown_post
from forum.desk.views.blueprint import ROUND, blueprint, desk_page, team_member
from forum.desk.views.panels import panels_for
from forum.discussions.policy import get_post_for


@blueprint.get("/desk/round")
@sign_in_required
def round() -> ResponseReturnValue:  # noqa: A001 - it is called so
    """Show the next post of the round, or one that was seen before."""
    viewer, now = team_member(), clock.now()
    place = place_of(viewer, now=now)
    back = request.args.get("post", type=int)
    if back is not None:
        seen = get_post_for(viewer, back)
        found = seen.id
        here = Place(seen.created_at, seen.id)
    else:
        following = next_post(viewer, place)
        if following is None:
            earlier = post_before(viewer, place)
            return desk_page("desk/round_done.html", viewer, before_href=_address(earlier))
        found, here = following.id, Place(following.created_at, following.id)
    post = shown_post(found)
    return desk_page(
        "desk/round.html",
        viewer,
        post=post,
        bar=panels_for(viewer, post, then=ROUND),
        left=left_after(viewer, place),
        before_href=_address(post_before(viewer, here)),
        is_back=back is not None,
        here={},
    )


@blueprint.post("/desk/round")
@sign_in_required
@limit_write("moderate")
def go_on_round() -> ResponseReturnValue:
    """Go past a post that needs nothing."""
    viewer = team_member()
    with write_transaction():
        post = get_answerable_post_for(viewer, request.form.get("post", type=int) or 0)
        go_past(post, actor=current_viewer(), now=clock.now())
    return redirect(url_for("desk.round"), 303)


def _address(row: object) -> str | None:
    return url_for("desk.round", post=row.id) if row is not None else None  # type: ignore[attr-defined]
