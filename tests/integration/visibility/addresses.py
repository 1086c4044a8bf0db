"""What is put into the addresses of routes, so that everything that was planted is asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from werkzeug.routing import Rule

from forum.accounts.models import FormerHandle, Member, SignIn
from forum.badges.models import BadgeRule
from forum.campaigns.models import Campaign, CampaignStep, Idea
from forum.core.database import db
from forum.core.jobs import Job
from forum.core.policy import GUEST, Viewer
from forum.core.search import Facet
from forum.desk.models import DeskItem, DeskPicture, PersonalTask, ReplyTemplate, Talk
from forum.discussions.models import Category, Post, PostAlias, Tag, Topic
from forum.editorial.models import Publication
from forum.gatekeeping.models import Cause, CharterEdition, Crisis, WordRule
from forum.moderation.models import Evidence, Objection, Report, Statement
from forum.moderation.tickets import notice_path
from forum.notifications.models import Notification
from forum.polls.models import Poll
from forum.recipes.models import Creation, CreationVersion
from forum.search.facets import PARAMETERS
from forum.uploads.models import Upload
from tests.integration.visibility.canaries import word
from tests.integration.visibility.planting import FINN, Garden
from tests.integration.visibility.publications import FONT
from tests.integration.visibility.sorts import Sorts

Arguments = dict[str, Any]

MISSPELT = ("hidden", "hiddentitle", "withdrawn", "backroompost", "backroomtitle")
"""Words that must not be offered as what somebody may have meant."""
ONLY_OF_THE_TALK = {"posting.new_reply", "discussions.topic"}
"""Asked with a question mark at the longest topic only."""


class Addresses:
    """Fills every route with everything that was planted, for `viewer` to look at."""

    def __init__(self, garden: Garden, viewer: Viewer) -> None:
        self._by_name = _planted()
        self._sorts = Sorts(viewer)
        self._of_kind = {
            "/recipes/": _all(Creation.topic_id),
            "/campaigns/": [*_all(Campaign.topic_id), *_all(Idea.topic_id)],
        }
        rules = garden.app.url_map.iter_rules()
        self._forms = {rule.rule for rule in rules if "POST" in (rule.methods or ())}
        self._by_rule = _combined(garden)
        self._asked = _asked()
        self._talk = garden.posts["public"].topic_id

    def of(self, rule: Rule, *, sparing: bool = False) -> list[str]:
        """Return every address of a route; sparing, those for one post and one topic of each sort.

        Raises:
            KeyError: for an argument that nobody has said how to fill. Add it to `_planted` or `_combined`.
        """
        found = []
        for values in self._values(rule):
            if sparing and not (self._is_for_all(rule) or self._sorts.are_asked_for(values)):
                continue
            _host, path = rule.build(values, append_unknown=False) or ("", "")
            some = filter(self._sorts.are_asked_about, self._queries(rule.endpoint, values))
            found += [path, *(f"{path}?{urlencode(query)}" for query in some)]
        return found

    def _values(self, rule: Rule) -> list[Arguments]:
        given = dict(rule.defaults or {})
        names = rule.arguments - given.keys()
        if rule.rule in self._by_rule:
            return self._by_rule[rule.rule]
        if not names:
            return [given]
        (name,) = names
        return [{**given, name: value} for value in self._places(rule.rule, name)]

    def _places(self, rule: str, name: str) -> list[Any]:
        """Return what to put in for one argument. A room's own pages know only topics of its kind, and one other."""
        every = self._by_name[name]
        of_kind = next((ids for start, ids in self._of_kind.items() if rule.startswith(start)), None)
        if name == "topic_id" and of_kind is not None:
            return [*of_kind, next(id for id in every if id not in of_kind)]
        return self._sorts.by_name.get(name, every) if rule in self._forms else every

    def _is_for_all(self, rule: Rule) -> bool:
        return rule.endpoint == "discussions.topic" or rule.rule.startswith(tuple(self._of_kind))

    def _queries(self, endpoint: str, values: Arguments) -> list[Arguments]:
        is_elsewhere = endpoint in ONLY_OF_THE_TALK and values["topic_id"] != self._talk
        if is_elsewhere or (
            endpoint == "desk.answers" and values["post_id"] not in self._sorts.of_each_state
        ):
            return []
        return self._asked.get(endpoint, [])


def asked_names() -> frozenset[str]:
    """Return every name that the walk puts behind a question mark."""
    return frozenset(name for queries in _asked().values() for query in queries for name in query)


def _planted() -> dict[str, list[Any]]:
    """Return everything that was planted, by the name of the argument that asks for it."""
    return {
        "topic_id": _all(Topic.id),
        "post_id": _all(Post.id),
        "member_id": _all(Member.id),
        "category_id": _all(Category.id),
        "job_id": _all(Job.id),
        "kind_key": ["recipe"],
        "handle": [*_all(Member.handle), *_all(FormerHandle.handle), FINN.handle],
        "key": _all(Upload.key),
        "group": ["legal", "members", "community", "site"],
        "place": ["topic:new"],
        "notification_id": _all(Notification.id),
        "report_id": _all(Report.id),
        "crisis_id": _all(Crisis.id),
        "cause_id": _all(Cause.id),
        "statement_id": _all(Statement.id),
        "objection_id": _all(Objection.id),
        "evidence_id": _all(Evidence.id),
        "reason_key": ["off-topic"],
        "rule_id": _all(BadgeRule.id),
        "sign_in_id": _all(SignIn.id),
        **{name: [1] for name in ("passkey_id", "greeting_id", "trait_id")},
        "item_id": _all(DeskItem.id),
        "talk_id": _all(Talk.id),
        "task_id": _all(PersonalTask.id),
        "template_id": _all(ReplyTemplate.id),
        "picture_id": _all(DeskPicture.id),
        "poll_id": _all(Poll.id),
        "step_id": _all(CampaignStep.id),
        "publication_id": _all(Publication.id),
    }


def _combined(garden: Garden) -> dict[str, list[Arguments]]:
    """Return combinations for routes whose arguments mean something only together, or only there."""
    numbers = [*_rows(Post.topic_id, Post.number), *_rows(PostAlias.topic_id, PostAlias.number)]
    editions = [{"number": id} for id in _all(CharterEdition.number)]
    token = {use: [{"token": value}] for use, value in garden.tokens.items()}
    return {
        "/moderation/words/<int:rule_id>": [{"rule_id": id} for id in _all(WordRule.id)],
        "/charter/editions/<int:number>": editions,
        "/charter/editions/<int:number>/acceptances.csv": editions,
        "/categories/<slug>": [{"slug": slug} for slug in _all(Category.slug)],
        "/tags/<slug>": [{"slug": slug} for slug in _all(Tag.slug)],
        "/topics/<int:topic_id>/<slug>": [
            {"topic_id": id, "slug": slug} for id, slug in _rows(Topic.id, Topic.slug)
        ],
        "/topics/<int:topic_id>/posts/<int:number>": [
            {"topic_id": topic_id, "number": number} for topic_id, number in numbers
        ],
        "/topics/<int:topic_id>/answer/<int:post_id>": [
            {"topic_id": topic_id, "post_id": post_id} for topic_id, post_id in _rows(Post.topic_id, Post.id)
        ],
        "/topics/<int:key>/following": [{"kind": "topics", "key": id} for id in _all(Topic.id)],
        "/categories/<key>/following": [{"kind": "categories", "key": slug} for slug in _all(Category.slug)],
        "/tags/<key>/following": [{"kind": "tags", "key": slug} for slug in _all(Tag.slug)],
        "/members/<key>/following": [{"kind": "members", "key": handle} for handle in _all(Member.handle)],
        "/uploads/<key>/<variant>.webp": [
            {"key": key, "variant": variant} for key in _all(Upload.key) for variant in ("full", "64")
        ],
        "/polls/<int:poll_id>/ballots/<int:position>": [
            {"poll_id": poll_id, "position": 1} for poll_id in _all(Poll.id)
        ],
        "/polls/<int:poll_id>/readout/<int:position>/<name>.svg": [
            {"poll_id": poll_id, "position": position, "name": name}
            for poll_id in _all(Poll.id)
            for position, name in ((0, "course"), (1, "shares"))
        ],
        "/join/<token>": token["invitation"],
        "/notices/<int:report_id>/<token>": [
            {"report_id": int(id), "token": token}
            for _, _, id, token in [notice_path(each).split("/") for each in _notices()]
        ],
        "/recover/<token>": token["reset"],
        "/sign-up/confirm/<token>": token["confirm"],
        "/settings/email/confirm/<token>": token["email"],
        "/setup/<token>": token["setup"],
        "/unsubscribe/<token>": token["unsubscribe"],
        "/mail-arrives/<token>": token["arrives"],
        "/categories/<slug>/feed.atom": [{"slug": slug} for slug in _all(Category.slug)],
        "/tags/<slug>/feed.atom": [{"slug": slug} for slug in _all(Tag.slug)],
        "/sitemaps/topics-<int:part>.xml": [{"part": 1}],
        "/brand/fonts/<name>.woff2": [{"name": FONT}],
        "/brand/icons/<name>.png": [{"name": "32"}, {"name": "mask"}],
        "/static/<path:filename>": [{"filename": "favicon.svg"}],
    }


def _asked() -> dict[str, list[Arguments]]:
    """Return what can be asked behind a question mark, by endpoint, with what was planted put in."""
    unread_by_guests = list(db.session.scalars(select(Post.id).where(~Post.visible_to(GUEST))))
    searched = [
        {"q": "porridge"},
        {"q": "porridge", "page": 2},
        {"q": "porridge", "sort": "date"},
        {"q": "porridge", "typing": 1},
        *({"q": word(name)[:4] + word(name)[5:]} for name in MISSPELT),
    ]
    facets = {
        Facet.AUTHOR: ("alice", "chloe", "dana"),
        Facet.CATEGORY: _all(Category.slug),
        Facet.TAG: _all(Tag.slug),
        Facet.KIND: ("discussion",),
        Facet.LANGUAGE: ("en",),
    }
    return {
        "posting.new_reply": [{name: id} for id in unread_by_guests for name in ("quote", "reply_to")],
        "posting.new_topic": [
            *({"category": id} for id in _all(Category.id)),
            *({"tag": slug} for slug in _all(Tag.slug)),
        ],
        "revisions.revisions": [{"edit": 1}],
        "recipe_writing.new": [
            {"kind": "recipe"},
            *({"category": id} for id in _all(Category.id)),
            *({"variation_of": id} for id in _all(Creation.topic_id)),
        ],
        "recipe_writing.edit": [{"version": id} for id in _all(CreationVersion.id)] or [{"version": 1}],
        "recipe_finding.index": [
            *({"q": words} for words in ("porridge", "call")),
            {"has": "call"},
            {
                "no": "zq",
                "category": "zq",
                "time": 60,
                "difficulty": 1,
                "stars": 4,
                "diet": "vegan",
                "free": "milk",
            },
            {"kind": "recipe", "lang": "en"},
            *({"sort": order} for order in ("best", "liked", "quick")),
        ],
        "campaigns.campaign": [{"sort": "liked"}],
        "campaigns.similar": [{"title": "porridge"}],
        "campaigns.shortlist": [{"show": "open"}],
        "recipes.sheet": [{"servings": 8, "units": "us"}],
        "recipes.cook": [{"servings": 2}],
        "discussions.topic": [{"page": 2}],
        "pages.home": [{"hl": "de"}, {"tour": 2}],
        "pages.members": [{"kind": "here"}, {"kind": "helpful"}],
        "pages.find_settings": [{"q": "mail"}],
        "pages.style_sheet": [{"v": "x"}],
        "pages.brand_icon": [{"v": "x"}],
        "admin.find_settings": [{"q": "mail"}],
        "admin.record": [{"kind": "post"}, {"act": "post.hidden"}],
        "transparency.transparency": [{"period": "2026-03"}],
        "editorial.month": [{"month": "2026-03"}, {"month": "2027-01"}],
        "editorial.new": [{"day": "2026-03-20"}],
        "polls.poll": [{"change": 1}],
        "polls.index": [{"state": "closed"}, {"state": "all"}],
        "discussions.category": [{"kind": "discussion"}],
        "discussions.top": [{"period": "all"}],
        "gatekeeping.card": [{"post": 1}],
        "moderation.reports": [{"state": "upheld"}],
        "moderation.objections": [{"state": "decided"}],
        "desk.queue": [{"asleep": 1}, {"mine": 1}, {"source": "complaint"}, {"order": "weight"}],
        "desk.tasks": [{"state": "done"}],
        "desk.round": [{"post": id} for id in unread_by_guests],
        "desk.answers": [
            *({"kind": kind} for kind in (1, 5)),
            {"kind": 4, "template": 1, "then": "round"},
        ],
        "moderation.purges": [{"state": "decided"}],
        "mentions.mentions": [{"q": letter} for letter in "abcdefz"],
        "admin.members": [{"q": letter} for letter in "abcdefz"],
        "search.results": [
            *searched,
            {"q": "author:alice"},
            {"q": f"category:{word('backroomslug')}"},
            {"q": f"tag:{word('hiddentag')}"},
            *(
                {"q": "porridge", name: value}
                for facet, name in PARAMETERS.items()
                for value in facets[facet]
            ),
        ],
        "search.suggestions": [{"q": "porr"}, {"q": "porridge zq"}, {"q": "zq"}, *searched],
    }


def _notices() -> list[Report]:
    return list(db.session.scalars(select(Report).where(Report.ticket.is_not(None))))


def _all(column: Any) -> list[Any]:
    return list(db.session.scalars(select(column)))


def _rows(*columns: Any) -> list[Any]:
    return list(db.session.execute(select(*columns)))
