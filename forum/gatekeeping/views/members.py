"""The card of a member, for moderators: trust by hand, notes and measures, and taking them back."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound
from forum.gatekeeping.forms import LiftForm, MeasureForm, TrustForm
from forum.gatekeeping.measures import NAMES
from forum.gatekeeping.models import Measure, MeasureKind
from forum.gatekeeping.operations.measures import lift_measure, take_measure
from forum.gatekeeping.operations.trust import fix_trust, leave_trust_to_rules
from forum.gatekeeping.policy import get_member_to_judge
from forum.gatekeeping.queries.members import counts_of, hidings_of, measures_of
from forum.gatekeeping.trust import NAMES as LEVEL_NAMES, Level, standing_of
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.get("/members/<handle>/card")
@sign_in_required
def card(handle: str) -> ResponseReturnValue:
    """Show what moderators know of a member."""
    member = get_member_to_judge(keeper(), handle)
    form = MeasureForm.with_reasons()
    form.post_id.data = request.args.get("post", type=int)
    return _card(member, form, TrustForm())


@blueprint.post("/members/<handle>/measures")
@sign_in_required
@limit_write("moderate")
def measure(handle: str) -> ResponseReturnValue:
    """Take a measure, or write a note."""
    viewer = keeper()
    member = get_member_to_judge(viewer, handle)
    form = MeasureForm.with_reasons()
    if not form.validate_on_submit():
        return _card(member, form, TrustForm(formdata=None))
    kind = MeasureKind(form.kind.data)
    try:
        with write_transaction():
            take_measure(
                get_member_to_judge(viewer, handle),
                kind,
                reason=form.reason.data or "",
                message=form.message.data or "",
                note=form.note.data or "",
                days=form.days.data,
                post_id=form.post_id.data,
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return _card(get_member_to_judge(viewer, handle), form, TrustForm(formdata=None))
    flash(_("Noted.") if kind == MeasureKind.NOTE else _("Done. The member was told why, and how to object."))
    return redirect(url_for("gatekeeping.card", handle=handle), 303)


@blueprint.post("/members/<handle>/measures/<int:measure_id>/delete")
@sign_in_required
@limit_write("moderate")
def lift(handle: str, measure_id: int) -> ResponseReturnValue:
    """Take a measure back."""
    viewer = keeper()
    get_member_to_judge(viewer, handle)
    form = LiftForm()
    if form.validate_on_submit():
        try:
            with write_transaction():
                member = get_member_to_judge(viewer, handle)
                row = db.session.get(Measure, measure_id, populate_existing=True)
                if row is None or row.member_id != member.id:
                    raise NotFound
                lift_measure(row, because=form.because.data or "", actor=viewer, now=clock.now())
            flash(_("The measure is taken back."))
        except Invalid as error:
            flash(str(error), "error")
    return redirect(url_for("gatekeeping.card", handle=handle), 303)


@blueprint.post("/members/<handle>/trust")
@sign_in_required
@limit_write("moderate")
def fix(handle: str) -> ResponseReturnValue:
    """Fix how far a member is trusted, or let the rules decide again."""
    viewer = keeper()
    member = get_member_to_judge(viewer, handle)
    form = TrustForm()
    if not form.validate_on_submit():
        return _card(member, MeasureForm.with_reasons(formdata=None), form)
    try:
        with write_transaction():
            member = get_member_to_judge(viewer, handle)
            if form.level.data == TrustForm.BY_RULES:
                leave_trust_to_rules(member, actor=viewer, now=clock.now())
            else:
                level = Level(int(form.level.data))
                fix_trust(member, level, reason=form.why.data or "", actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(Invalid(errors={"why": str(error)}))
        return _card(get_member_to_judge(viewer, handle), MeasureForm.with_reasons(formdata=None), form)
    flash(_("Saved."))
    return redirect(url_for("gatekeeping.card", handle=handle), 303)


def _card(member: Member, form: MeasureForm, trust_form: TrustForm) -> Response:
    now = clock.now()
    standing = standing_of(member.id, now=now)
    if not trust_form.level.data:
        trust_form.level.data = str(int(standing.level)) if standing.by_hand else TrustForm.BY_RULES
        trust_form.why.data = standing.by_hand or ""
    failed = form.errors or trust_form.errors
    page = show(
        "card.html",
        form=form,
        trust_form=trust_form,
        lift_form=LiftForm(formdata=None),
        member=member,
        standing=standing,
        level_name=LEVEL_NAMES[standing.level],
        counts=counts_of(member.id),
        measures=measures_of(member.id),
        hidings=hidings_of(member.id),
        names=NAMES,
        now=now,
    )
    page.status_code = 422 if failed else 200
    return page
