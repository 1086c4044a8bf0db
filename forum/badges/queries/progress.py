"""How far a member is: what each rule says of them, what is missing, and what did not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, gettext as _
from sqlalchemy import select

from forum.badges.models import AwardedInvitation, BadgeAward, BadgeThanks, VoucherCode
from forum.badges.pictures import rule_picture
from forum.badges.rules import Rule, all_rules
from forum.badges.words import amount
from forum.core.database import AnyRow, db
from forum.core.i18n import localized
from forum.core.metrics import Metric, Uncounted, metrics
from forum.core.policy import Viewer
from forum.discussions.models import Post, Topic


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with one badge. Without a `goal` the highest level is reached."""

    rule: Rule
    picture: str
    value: int
    reached: int
    goal: int | None
    words: str
    post_id: int | None
    title: str | None
    uncounted: Sequence[Uncounted]


@dataclass(frozen=True, slots=True)
class Thanks:
    """What came with an award: words, a code, an invitation that may still be made."""

    award_id: int
    name: str
    level: int
    levels: int
    text: str
    code: str | None
    may_invite: bool


def progress_of(viewer: Viewer) -> list[Progress]:
    """Return how far the viewer is with every badge in force that is given by counting."""
    found = []
    for rule in all_rules().values():
        metric = metrics.get(rule.metric)
        if metric is not None and rule.active:
            found.append(_progress(rule, metric, viewer))
    return found


def _progress(rule: Rule, metric: Metric, viewer: Viewer) -> Progress:
    member_id = viewer.own_id
    tally = metric.tally(rule.scope, None if metric.per_contribution else [member_id]).subquery().c
    best = select(tally.subject, tally.value).where(tally.member == member_id)
    row = db.session.execute(best.order_by(tally.value.desc(), tally.subject).limit(1)).first()
    value = int(row.value) if row else 0
    reached = sum(value >= threshold for threshold in rule.thresholds)
    goal = rule.thresholds[reached] if reached < rule.levels else None
    post_id = row.subject if row and metric.per_contribution else None
    title = None
    if post_id is not None:
        title = db.session.scalar(
            select(Topic.title)
            .join(Post, Post.topic_id == Topic.id)
            .where(Post.id == post_id, Post.visible_to(viewer), Topic.title_visible_to(viewer))
        )
    uncounted = metric.uncounted(rule.scope, member_id, post_id) if metric.uncounted else []
    return Progress(
        rule,
        rule_picture(rule),
        value,
        reached,
        goal,
        _words(rule, metric, value, reached, goal),
        post_id,
        title,
        uncounted,
    )


def _words(rule: Rule, metric: Metric, value: int, reached: int, goal: int | None) -> str:
    """Return how far somebody is: "37 of 50 likes to the second star"."""
    if goal is None:
        return str(_("All of it reached: %(value)s.", value=amount(metric, value)))
    told = {"value": format_decimal(value / 10 if metric.tenths else value), "goal": amount(metric, goal)}
    if rule.levels == 1:
        return str(_("%(value)s of %(goal)s", **told))
    words = (
        _("%(value)s of %(goal)s to the first star", **told),
        _("%(value)s of %(goal)s to the second star", **told),
        _("%(value)s of %(goal)s to the third star", **told),
    )
    return str(words[reached])


def thanks_for(member_id: int) -> list[Thanks]:
    """Return what came with a member's awards, the latest first."""
    rows = db.session.execute(
        select(
            BadgeAward.id,
            BadgeAward.rule_id,
            BadgeAward.level,
            BadgeThanks.texts,
            VoucherCode.code,
            AwardedInvitation.award_id.label("invitation"),
            AwardedInvitation.made_at,
        )
        .join(
            BadgeThanks,
            (BadgeThanks.rule_id == BadgeAward.rule_id) & (BadgeThanks.level == BadgeAward.level),
        )
        .outerjoin(VoucherCode, VoucherCode.award_id == BadgeAward.id)
        .outerjoin(AwardedInvitation, AwardedInvitation.award_id == BadgeAward.id)
        .where(BadgeAward.member_id == member_id)
        .order_by(BadgeAward.earned_at.desc(), BadgeAward.id.desc())
    ).all()
    rules = all_rules()
    return [_thanks(row, rules) for row in rows if row.rule_id in rules]


def _thanks(row: AnyRow, rules: Mapping[int, Rule]) -> Thanks:
    rule = rules[row.rule_id]
    may_invite = row.invitation is not None and row.made_at is None
    return Thanks(
        row.id, localized(rule.names), row.level, rule.levels, localized(row.texts), row.code, may_invite
    )
