"""`/styleguide`: every component with content as it really comes, long names and empty places included."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace as Row
from typing import Any

from flask import Blueprint, render_template
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from forum.core.assets import static_url
from forum.core.markup.render import render
from forum.core.pagination import NumberedPages

CONTENT = Path(__file__).with_suffix(".toml")
NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
QUIET_TOPIC = {
    "kind": "discussion", "language": "en", "author": "graham-p", "excerpt": "", "picture": None,
    "answered": False, "pinned": False, "closed": False, "hidden": False, "unread": 0, "replies": 0, "likes": 0,
    "category_name": "At the stove", "category_hue": 0,
}  # fmt: skip
SENT = {
    "text": "Ich backe seit vierzig Jahren und wollte nur sagen: Butter.",
    "audience": "all",
    "category": "1",
}

blueprint = Blueprint("styleguide", __name__)


class SampleForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One field of each kind."""

    title = StringField("Überschrift", description="Sag in einem Satz, worum es geht.")
    email = EmailField("Adresse e-mail", [InputRequired("Il manque votre adresse.")])
    web = StringField("Shop address")
    text = TextAreaField("Your text", [Length(max=40, message="This is longer than 40 characters.")])
    category = SelectField(
        "Category", choices=[SelectChoice("1", "Backen & Süßes"), SelectChoice("2", "Filterkaffee")]
    )
    audience = RadioField(
        "Who may read it", choices=[SelectChoice("all", "Everyone"), SelectChoice("members", "Members only")]
    )
    mails = BooleanField("Send me one letter a month with recipes. I can stop it at any time.")
    picture = FileField("Picture")
    password = PasswordField("Password")
    code = StringField("Code from the mail")


def styleguide_context() -> dict[str, Any]:
    """Return everything that `templates/styleguide/index.html` prints."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    people = {handle: _person(handle, given) for handle, given in content["people"].items()}
    form = SampleForm(MultiDict(SENT))
    form.validate()
    return {
        "icons": content["icons"],
        "drawings": content["drawings"],
        "palette": content["palette"],
        "people": list(people.values()),
        "lead": _topic(content["lead"], people),
        "topics": [_topic(given, people) for given in content["topics"]],
        "posts": [_post(number, given, people) for number, given in enumerate(content["posts"], start=1)],
        "categories": [_category(given) for given in content["categories"]],
        "tags": [
            Row(href="#topics", label=given["label"], count=given.get("count")) for given in content["tags"]
        ],
        "form": form,
        "pages": NumberedPages(page=3, count=1_234),
    }


@blueprint.get("/styleguide")
def styleguide() -> str:
    """Show the style guide."""
    return render_template("styleguide/index.html", **styleguide_context())


def _picture(name: str | None) -> str | None:
    return static_url(f"img/styleguide/{name}.webp") if name else None


def _person(handle: str, given: dict[str, Any]) -> Row:
    return Row(**{"handle": handle, "picture": None, "is_team": False, "joined_at": NOW, **given})


def _topic(given: dict[str, Any], people: dict[str, Row]) -> Row:
    facts = {**QUIET_TOPIC, **given}
    places = dict.fromkeys(("href", "unread_href", "category_href"), "#topics")
    times = {"posted_at": NOW - timedelta(days=3), "last_at": NOW - timedelta(hours=5)}
    shown = {"author": people[facts["author"]], "picture": _picture(facts["picture"])}
    return Row(**{**facts, **places, **times, **shown})


def _post(number: int, given: dict[str, Any], people: dict[str, Row]) -> Row:
    body = Markup(render(given["text"]).html)  # noqa: S704 (sanitised by the renderer)
    if picture := _picture(given.get("picture")):
        body += Markup('<p><img src="{}" alt="Three cookies" width="800" height="600"></p>').format(picture)
    return Row(
        number=number,
        author=people[given["author"]],
        posted_at=NOW,
        edited_at=NOW if given.get("edited") else None,
        history_href="#posts",
        href=None,
        reply_to=None,
        withheld=None,
        placeholder=given.get("placeholder"),
        body=body,
    )


def _category(given: dict[str, Any]) -> Row:
    children = [Row(href="#topics", **child) for child in given["children"]]
    return Row(
        **{**given, "href": "#topics", "picture": _picture(given.get("picture")), "children": children}
    )
