"""What the brand sends along with a badge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import case, func, select

from forum.admin.badge_forms import ThanksForm
from forum.admin.views.badge_rules import get_rule_row
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.badges.models import BadgeThanks, VoucherCode
from forum.badges.operations.thanks import save_thanks
from forum.badges.rules import Rule, rule_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Permission


@dataclass(frozen=True, slots=True)
class LevelThanks:
    """What comes with one level: its form, its words, how many codes are left of how many."""

    level: int
    form: Any
    texts: dict[str, str]
    codes_left: int
    codes: int


@blueprint.route("/admin/badges/<int:rule_id>/thanks", methods=["GET", "POST"])
@login_required
@limit_write("manage")
def badge_thanks(rule_id: int) -> ResponseReturnValue:
    """Say what comes with each level of a badge."""
    viewer = whoever_may(Permission.MANAGE_BADGES)
    rule = rule_of(get_rule_row(rule_id))
    typed = request.form.get("level", "")
    level = int(typed) if typed.isdecimal() else 0
    sent = ThanksForm(prefix=f"level-{level}-")
    if sent.validate_on_submit() and 1 <= level <= rule.levels:
        texts = {code: request.form.get(f"texts-{level}-{code}", "") for code in LANGUAGES}
        try:
            with write_transaction():
                save_thanks(
                    get_rule_row(rule_id).id,
                    level,
                    texts=texts,
                    gift=sent.gift.data,
                    codes=sent.codes.data or "",
                    actor=viewer,
                    now=clock.now(),
                )
        except Invalid as error:
            sent.refuse(error)
        else:
            flash(_("The thank-you is saved."))
            return redirect(url_for("admin.badge_thanks", rule_id=rule_id), 303)
    levels = _levels(rule, sent if sent.is_submitted() else None, level)
    return render_template(
        "admin/badge_thanks.html", rule=rule, levels=levels, LANGUAGES=LANGUAGES
    ), 422 if sent.errors else 200


def _levels(rule: Rule, sent: Any, sent_level: int) -> list[LevelThanks]:
    stored = {
        row.level: row
        for row in db.session.scalars(select(BadgeThanks).where(BadgeThanks.rule_id == rule.id))
    }
    counted = select(
        VoucherCode.level,
        func.count().label("all"),
        func.count(case((VoucherCode.given_at.is_(None), 1))).label("left"),
    )
    codes = {
        row.level: row
        for row in db.session.execute(
            counted.where(VoucherCode.rule_id == rule.id).group_by(VoucherCode.level)
        )
    }
    shown = []
    for level in range(1, rule.levels + 1):
        thanks, code = stored.get(level), codes.get(level)
        is_sent = sent is not None and level == sent_level
        form = (
            sent
            if is_sent
            else ThanksForm(None, prefix=f"level-{level}-", gift=thanks.gift if thanks else "none")
        )
        texts = (
            {each: request.form.get(f"texts-{level}-{each}", "") for each in LANGUAGES}
            if is_sent
            else dict(thanks.texts if thanks else {})
        )
        shown.append(LevelThanks(level, form, texts, code.left if code else 0, code.all if code else 0))
    return shown
