"""Making and changing rules. Whoever deserves the badge by then is given it by a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.badges.jobs import begin_backfill
from forum.badges.models import BY_HAND, HIGHEST, LEVELS, NAME_LENGTH, TEXT_LENGTH, BadgeRule
from forum.badges.pictures import DRAWN, UPLOADED
from forum.badges.rules import forget_rules
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.jobs import Job
from forum.core.kinds import kinds
from forum.core.metrics import REPLY, Metric, metrics
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.models import Category, Tag

PARTS = ("names", "texts", "picture", "pictures", "metric", "kind", "minimum", "active")
"""What the record keeps of a rule as it stands; levels, category and tag beside it so that they can be read."""


@dataclass(frozen=True)
class RuleDescription:
    """A rule as it was typed."""

    metric: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    picture: str
    pictures: Mapping[str, str] = field(default_factory=dict)
    """By language, where it is another."""
    thresholds: tuple[int | None, ...] = (None, None, None)
    kind: str | None = None
    category_id: int | None = None
    tag: str = ""
    minimum: int = 0
    active: bool = True


def save_rule(
    rule: BadgeRule | None, described: RuleDescription, *, silent: bool, actor: Actor, now: datetime
) -> tuple[BadgeRule, Job | None]:
    """Make a rule (None) or change one, and have everybody looked at; return it, and the job that looks.

    Raises:
        NotAllowed: for those who do not manage badges.
        Invalid: with a message for each field that cannot stand.
    """
    require_badges(actor)
    values = checked(described)
    act = "badge-rule.changed" if rule else "badge-rule.created"
    was = _facts(rule) if rule else {}
    if rule is None:
        place = db.session.scalar(select(func.coalesce(func.max(BadgeRule.position), 0))) or 0
        rule = BadgeRule(position=place + 1, created_at=now)
        db.session.add(rule)
    for name, value in values.items():
        setattr(rule, name, value)
    db.session.flush()
    forget_rules()
    record_act(
        act,
        actor=actor,
        subject_type="badge-rule",
        subject_id=rule.id,
        now=now,
        silent=silent,
        **changed(was, _facts(rule)),
    )
    counts = rule.active and rule.metric != BY_HAND
    return rule, begin_backfill(rule.id, silent=silent, owner_id=actor.id) if counts else None


def _facts(rule: BadgeRule) -> Facts:
    """Return what the record keeps of a rule."""
    metric = metrics.get(rule.metric)
    tenths = metric is not None and metric.tenths
    category = db.session.get(Category, rule.category_id) if rule.category_id else None
    tag = db.session.get(Tag, rule.tag_id) if rule.tag_id else None
    return {
        **{part: getattr(rule, part) for part in PARTS},
        "levels": [each / 10 if tenths else each for each in rule.thresholds],
        "category": category.names if category else None,
        "tag": tag.name if tag else None,
    }


def require_badges(actor: Actor) -> None:
    """Let pass who manages badges.

    Raises:
        NotAllowed: for all others.
    """
    if Permission.MANAGE_BADGES not in actor.permissions:
        raise NotAllowed(_("This page is for the team."))


def checked(described: RuleDescription) -> dict[str, object]:
    """Return the columns of a rule as described.

    Raises:
        Invalid: with a message for each field that cannot stand.
    """
    errors: dict[str, str] = {}
    names = _texts(described.names, NAME_LENGTH, one_line=True)
    texts = _texts(described.texts, TEXT_LENGTH)
    if not names:
        errors[f"names-{next(iter(LANGUAGES))}"] = _("Give it a name in one language at least.")
    for kind, typed, most in (("names", names, NAME_LENGTH), ("texts", texts, TEXT_LENGTH)):
        for code, text in typed.items():
            if len(text) > most:
                errors[f"{kind}-{code}"] = _("This is too long: at most %(most)s characters.", most=most)
    pictures = {
        code: picture for code, picture in described.pictures.items() if picture and code in LANGUAGES
    }
    for name, picture in {"picture": described.picture, **_named_after(pictures, "picture")}.items():
        if picture not in DRAWN and not picture.startswith(UPLOADED):
            errors[name] = _("Choose a picture.")
    metric = metrics.get(described.metric)
    if metric is None and described.metric != BY_HAND:
        errors["metric"] = _("Choose what is counted.")
    levels = _levels(described, metric, errors)
    scope = _scope(described, metric, errors)
    if errors:
        raise Invalid(errors=errors)
    first, second, third = (*levels, None, None, None)[:LEVELS]
    return {
        "metric": described.metric,
        **scope,
        "first": first,
        "second": second,
        "third": third,
        "names": names,
        "texts": texts,
        "picture": described.picture,
        "pictures": pictures,
        "active": described.active,
    }


def _levels(described: RuleDescription, metric: Metric | None, errors: dict[str, str]) -> tuple[int, ...]:
    """Return what each level takes. A badge given by hand has as many levels as numbers were typed, one at least."""
    levels = tuple(each for each in described.thresholds if each is not None)
    if metric is None:
        return tuple(range(1, max(1, len(levels)) + 1))
    if not levels or described.thresholds[0] is None:
        errors["first"] = _("Say how much the first level takes.")
    elif any(not 1 <= each <= HIGHEST for each in levels):
        errors["first"] = _("Choose a number from 1 to %(most)s.", most=HIGHEST)
    elif None in described.thresholds[: len(levels)] or sorted(set(levels)) != list(levels):
        errors["second"] = _("Each level takes more than the one before.")
    return levels


def _scope(described: RuleDescription, metric: Metric | None, errors: dict[str, str]) -> dict[str, object]:
    narrows = metric.narrows if metric else frozenset()
    known = described.kind in (None, REPLY) or kinds.get(described.kind or "") is not None
    tag = None
    if not known:
        errors["kind"] = _("There is no such kind.")
    if described.category_id is not None and db.session.get(Category, described.category_id) is None:
        errors["category_id"] = _("Choose a category.")
    if described.tag:
        word = clean_line(described.tag).lstrip("#").lower()
        tag = db.session.scalar(select(Tag.id).where((Tag.slug == word) | (Tag.name == word)))
        if tag is None:
            errors["tag"] = _("No topic has this tag.")
    minimum = described.minimum if metric and metric.has_minimum else 0
    if not 0 <= minimum <= HIGHEST:
        errors["minimum"] = _("Choose a number from 1 to %(most)s.", most=HIGHEST)
    return {
        "kind": described.kind if "kind" in narrows else None,
        "category_id": described.category_id if "category" in narrows else None,
        "tag_id": tag if "tag" in narrows else None,
        "minimum": minimum,
    }


def _named_after(typed: Mapping[str, str], kind: str) -> dict[str, str]:
    """Return what was typed for each language under the name of its field."""
    return {f"{kind}-{code}": text for code, text in typed.items()}


def _texts(typed: Mapping[str, str], longest: int, *, one_line: bool = False) -> dict[str, str]:
    clean = clean_line if one_line else clean_text
    texts = {code: clean(typed.get(code, "")) for code in LANGUAGES}
    return {code: text for code, text in texts.items() if text}
