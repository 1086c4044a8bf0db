"""What the brand fills in about badges."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import starmap
from typing import Any

from flask import request
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from forum.accounts.forms import RoomForm
from forum.badges.models import BY_HAND, BadgeRule, Gift
from forum.badges.operations.rules import RuleDescription
from forum.badges.pictures import DRAWN
from forum.badges.words import kind_names
from forum.core.i18n import LANGUAGES
from forum.core.metrics import metrics_in_order
from forum.core.policy import Viewer
from forum.discussions.queries.categories import shelves


class RuleForm(RoomForm):
    """A rule; its names and texts are fields of their own, `names-en` and so on."""

    metric = SelectField(_l("What is counted"))
    kind = SelectField(_l("Only of this kind"), default="")
    category_id = SelectField(_l("Only in this category"), coerce=int, default=0)
    tag = StringField(_l("Only under this tag"), validators=[Length(max=60)])
    minimum = IntegerField(
        _l("From at least so many"), validators=[Optional()], description=_l("For averages only.")
    )
    first = IntegerField(_l("First level"), validators=[Optional()])
    second = IntegerField(_l("Second level"), validators=[Optional()])
    third = IntegerField(_l("Third level"), validators=[Optional()])
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
        form = cls(obj=rule, data=_plain(rule, tag))
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
        return form

    def described(self, picture: str = "") -> RuleDescription:
        """Return the rule as it was typed, with `picture` where one was sent along."""
        texts = typed_texts(None)
        return RuleDescription(
            metric=self.metric.data,
            names=texts["names"],
            texts=texts["texts"],
            picture=picture or self.picture.data or "",
            thresholds=(self.first.data, self.second.data, self.third.data),
            kind=self.kind.data or None,
            category_id=self.category_id.data or None,
            tag=self.tag.data or "",
            minimum=self.minimum.data or 0,
            active=self.active.data,
        )


def _plain(rule: BadgeRule | None, tag: str) -> dict[str, Any]:
    if rule is None:
        return {"active": True, "picture": "medal"}
    return {"kind": rule.kind or "", "category_id": rule.category_id or 0, "tag": tag}


def typed_texts(rule: BadgeRule | None) -> dict[str, Mapping[str, str]]:
    """Return names and texts as they were just typed, else as they stand."""
    if request.method == "POST":
        return {
            kind: {code: request.form.get(f"{kind}-{code}", "") for code in LANGUAGES}
            for kind in ("names", "texts")
        }
    return {"names": rule.names if rule else {}, "texts": rule.texts if rule else {}}


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
