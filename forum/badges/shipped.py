"""The badges that every community starts with. The brand may change all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.badges.models import BadgeRule
from forum.badges.rules import forget_rules
from forum.core.database import db
from forum.core.metrics import metrics


@dataclass(frozen=True)
class Shipped:
    """A rule that Potluck brings along, under a name of its own by which it is brought once."""

    name: str
    metric: str
    thresholds: tuple[int, ...]
    picture: str
    names: dict[str, str]
    texts: dict[str, str]
    kind: str | None = None


SHIPPED = (
    Shipped(
        "star-cook",
        "likes-on-one",
        (10, 50, 200),
        "cook",
        {
            "en": "Star cook of the community",
            "fr": "Cuisinier étoilé de la communauté",
            "de": "Sternekoch der Community",
        },
        {
            "en": "For one recipe that many like: a star at 10, two at 50, three at 200 likes.",
            "fr": "Pour une recette que beaucoup aiment\u00a0: une étoile à 10 «\u00a0j’aime\u00a0», deux à 50, "
            "trois à 200.",
            "de": "Für ein Rezept, das vielen gefällt: ein Stern bei 10, zwei bei 50, drei bei 200 Likes.",
        },
        kind="recipe",
    ),
    Shipped(
        "first-topic",
        "topics",
        (1,),
        "sprout",
        {"en": "First course", "fr": "Entrée en matière", "de": "Erster Gang"},
        {
            "en": "For the first topic somebody begins.",
            "fr": "Pour le premier sujet ouvert.",
            "de": "Für das erste Thema, das jemand beginnt.",
        },
    ),
    Shipped(
        "well-liked",
        "likes-on-all",
        (25, 100, 500),
        "heart",
        {"en": "Well liked", "fr": "Très apprécié", "de": "Gern gelesen"},
        {
            "en": "For the likes on everything that somebody has written.",
            "fr": "Pour les «\u00a0j’aime\u00a0» sur tout ce que quelqu’un a écrit.",
            "de": "Für die Likes auf alles, was jemand geschrieben hat.",
        },
    ),
    Shipped(
        "helping-hand",
        "answers",
        (3, 15, 50),
        "lamp",
        {"en": "Helping hand", "fr": "Coup de main", "de": "Helfende Hand"},
        {
            "en": "For answers that solved the questions of others.",
            "fr": "Pour des réponses qui ont résolu les questions des autres.",
            "de": "Für Antworten, die Fragen anderer gelöst haben.",
        },
    ),
    Shipped(
        "voice",
        "ballots-cast",
        (1, 10, 50),
        "ballot",
        {"en": "A voice at the table", "fr": "Une voix à table", "de": "Stimme am Tisch"},
        {
            "en": "For taking part in votes.",
            "fr": "Pour la participation aux votes.",
            "de": "Für das Mitstimmen bei Abstimmungen.",
        },
    ),
    Shipped(
        "fellow-maker",
        "campaigns-joined",
        (1, 3, 10),
        "bowl",
        {"en": "Has a hand in it", "fr": "Met la main à la pâte", "de": "Mischt mit"},
        {
            "en": "For campaigns joined: with an idea, with help for the one that is made, or with a vote.",
            "fr": "Pour les campagnes auxquelles on prend part\u00a0: par une idée, en aidant celle qui est réalisée, "
            "ou par un vote.",
            "de": "Für Kampagnen, bei denen jemand dabei war: mit einer Idee, mit Hilfe für die, die gemacht wird, "
            "oder mit einer Stimme.",
        },
    ),
    Shipped(
        "regular",
        "days-visited",
        (10, 50, 250),
        "cup",
        {"en": "Regular guest", "fr": "Habitué de la table", "de": "Stammgast"},
        {
            "en": "For coming by on many days.",
            "fr": "Pour de nombreux jours de visite.",
            "de": "Für viele Tage, an denen jemand vorbeikam.",
        },
    ),
    Shipped(
        "faithful",
        "membership-years",
        (1, 3, 10),
        "tree",
        {"en": "With us for years", "fr": "Fidèle depuis des années", "de": "Seit Jahren dabei"},
        {
            "en": "For one, three and ten years at this table.",
            "fr": "Pour un, trois et dix ans à cette table.",
            "de": "Für ein, drei und zehn Jahre an diesem Tisch.",
        },
    ),
)


def ship_rules(*, now: datetime) -> list[int]:
    """Bring along the shipped rules whose metric somebody counts and which were never brought; return their numbers.

    Harmless when done: a rule that the brand switched off or rewrote stays as it is.
    """
    known = set(db.session.scalars(select(BadgeRule.shipped_as).where(BadgeRule.shipped_as.is_not(None))))
    due = [each for each in SHIPPED if each.name not in known and metrics.get(each.metric) is not None]
    if not due:
        return []
    place = db.session.scalar(select(func.coalesce(func.max(BadgeRule.position), 0))) or 0
    rules = [_row(each, place + number, now) for number, each in enumerate(due, 1)]
    db.session.add_all(rules)
    db.session.flush()
    forget_rules()
    return [rule.id for rule in rules]


def _row(shipped: Shipped, position: int, now: datetime) -> BadgeRule:
    first, second, third = (*shipped.thresholds, None, None)[:3]
    return BadgeRule(
        shipped_as=shipped.name,
        metric=shipped.metric,
        kind=shipped.kind,
        first=first,
        second=second,
        third=third,
        names=shipped.names,
        texts=shipped.texts,
        picture=shipped.picture,
        position=position,
        created_at=now,
    )
