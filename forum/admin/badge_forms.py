"""What the brand fills in about badges."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forum.accounts.forms import RoomForm
from forum.admin.badge_fields import LevelField, fields_for, level_shown
from forum.badges.models import BY_HAND, BadgeRule, Gift
from forum.badges.operations.rules import RuleDescription, checked
from forum.badges.pictures import DRAWN
from forum.badges.words import kind_names
from forum.core.i18n import LANGUAGES
from forum.core.metrics import metrics, metrics_in_order
from forum.core.policy import Invalid, Viewer
from forum.discussions.queries.categories import shelves


class RuleForm(RoomForm):
    """A rule; what is said and shown in each language are fields of their own, `names-en` and so on."""

    metric = SelectField(_l("What is counted"))
    kind = SelectField(_l("Only of this kind"), default="")
    category_id = SelectField(_l("Only in this category"), coerce=int, default=0)
    tag = StringField(_l("Only under this tag"), validators=[Length(max=60)])
    minimum = IntegerField(
        _l("From at least so many"), validators=[Optional()], description=_l("For averages only.")
    )
    first = LevelField(_l("First level"))
    second = LevelField(_l("Second level"))
    third = LevelField(_l("Third level"))
    picture = RadioField(_l("Picture"), default="medal")
    file = FileField(
        _l("A picture of your own"),
        description=_l("The middle square is shown, small. JPEG, PNG, WebP, GIF or AVIF."),
    )
    active = BooleanField(_l("This badge is given"), default=True)
    silent = BooleanField(
        _l("Give it silently to those who deserve it already"),
        description=_l("Without notices and thank-yous. From then on everybody is told."),
    )

    @classmethod
    def of(cls, rule: BadgeRule | None, viewer: Viewer, tag: str = "") -> RuleForm:
        """Return the form for a rule, or for a new one."""
        form = cls(data=_plain(rule, tag))
        form.metric.choices = [
            *(SelectChoice(metric.key, str(metric.name)) for metric in metrics_in_order()),
            SelectChoice(BY_HAND, _("Nothing: you give it by hand")),
        ]
        form.kind.choices = list(starmap(SelectChoice, [("", _("everything")), *kind_names().items()]))
        form.category_id.choices = [
            SelectChoice(0, _("everywhere")),
            *(SelectChoice(shelf.id, shelf.name) for shelf in shelves().for_viewer(viewer)),
        ]
        form.picture.choices = [SelectChoice(key, str(name)) for key, name in DRAWN.items()]
        if rule is not None and rule.picture not in DRAWN:
            form.picture.choices.append(SelectChoice(rule.picture, _("your own")))
        drawn = [SelectChoice(key, str(name)) for key, name in DRAWN.items()]
        for code in LANGUAGES:
            own = rule.pictures.get(code, "") if rule else ""
            brought = [SelectChoice(own, _("your own"))] if own and own not in DRAWN else []
            form[f"picture-{code}"].choices = [
                SelectChoice("", _("the same as for all")), *brought, *drawn
            ]  # fmt: skip
        return form

    def described(self, sent: Mapping[str, str] | None = None) -> RuleDescription:
        """Return the rule as it was typed, with the pictures that were `sent` along, by the name of their field."""
        sent, metric = sent or {}, metrics.get(self.metric.data or "")
        return RuleDescription(
            metric=self.metric.data,
            names=self.by_language("names"),
            texts=self.by_language("texts"),
            picture=sent.get("file") or self.picture.data or "",
            pictures=self.by_language("picture")
            | {code: sent[f"file-{code}"] for code in LANGUAGES if f"file-{code}" in sent},
            thresholds=tuple(level.threshold(metric) for level in (self.first, self.second, self.third)),
            kind=self.kind.data or None,
            category_id=self.category_id.data or None,
            tag=self.tag.data or "",
            minimum=self.minimum.data or 0,
            active=self.active.data,
        )

    def find_what_else_is_wrong(self) -> None:
        """Where a field cannot be read, say what is wrong with the others, too: not one after the other."""
        try:
            checked(self.described())
        except Invalid as error:
            others = {name: message for name, message in error.errors.items() if name not in self.errors}
            if others:
                self.refuse(Invalid(errors=others))

    def by_language(self, kind: str) -> dict[str, str]:
        """Return what was typed or chosen in the fields of one kind, by language."""
        return {code: self[f"{kind}-{code}"].data or "" for code in LANGUAGES}


for _code, _language in LANGUAGES.items():
    for _name, _field in fields_for(_code, _language).items():
        setattr(RuleForm, _name, _field)


def _plain(rule: BadgeRule | None, tag: str) -> dict[str, Any]:
    if rule is None:
        return {"active": True, "picture": "medal"}
    metric = metrics.get(rule.metric)
    levels = {"first": rule.first, "second": rule.second, "third": rule.third}
    texts = {"names": rule.names, "texts": rule.texts, "picture": rule.pictures}
    return {
        "metric": rule.metric,
        "kind": rule.kind or "",
        "category_id": rule.category_id or 0,
        "tag": tag,
        "minimum": rule.minimum or None,
        "picture": rule.picture,
        "active": rule.active,
        **{name: level_shown(threshold, metric) for name, threshold in levels.items()},
        **{f"{kind}-{code}": each.get(code, "") for kind, each in texts.items() for code in LANGUAGES},
    }


class AwardForm(RoomForm):
    """To whom a badge is given by hand."""

    handle = StringField(
        _l("Member"),
        validators=[InputRequired(_l("Please fill this in."))],
        description=_l("The name after the @."),
    )
    level = SelectField(_l("Level"), coerce=int)


class ThanksForm(RoomForm):
    """What comes with one level; its words are fields of their own, `texts-en` and so on."""

    gift = RadioField(
        _l("Besides the words"),
        choices=[
            SelectChoice(Gift.NONE, _l("nothing more")),
            SelectChoice(Gift.VOUCHER, _l("a code from your list")),
            SelectChoice(Gift.INVITATION, _l("an invitation for a friend")),
        ],
        default=Gift.NONE,
    )
    codes = TextAreaField(
        _l("Codes to add, one a line"), description=_l("Each is given to one member and never again.")
    )
