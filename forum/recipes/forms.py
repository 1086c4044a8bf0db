"""The form in which a creation is written: only title, ingredients and steps are required."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange
from wtforms.widgets import HiddenInput

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.discussions.forms import TAGS, TITLE, WritingForm
from forum.recipes.checking import CATEGORY_LENGTH, TIPS_LENGTH, WORD_LENGTH
from forum.recipes.labels import DIFFICULTY_NAMES

DRAFT_FIELDS = (
    "ingredients",
    "yield_amount",
    "yield_unit",
    "prep_minutes",
    "cook_minutes",
    "rest_minutes",
    "difficulty",
    "tips",
    "course",
    "cuisine",
    "products",
    "tools",
    "cover",
    "parts",
)
WORDS = [Length(max=4_000, message=TOO_LONG)]
SHORT = [Length(max=WORD_LENGTH, message=TOO_LONG)]


class CreationForm(WritingForm):
    """A creation that is being written. Amounts and times are text here: what is wrong with them is said kindly."""

    title = StringField(_l("Title"), validators=TITLE)
    category = SelectField(
        _l("Category"), coerce=int, validators=[NumberRange(min=1, message=_l("Choose a category."))]
    )
    ingredients = TextAreaField(_l("Ingredients"))
    steps = HiddenField(_l("Steps"))
    parts = HiddenField()
    body = TextAreaField(_l("Story"))
    cover = StringField(_l("Photo"), validators=[Length(max=200, message=TOO_LONG)])
    yield_amount = StringField(_l("How many"), validators=SHORT)
    yield_unit = StringField(_l("of what"), validators=SHORT)
    prep_minutes = StringField(_l("Work, minutes"), validators=SHORT)
    cook_minutes = StringField(_l("On the heat, minutes"), validators=SHORT)
    rest_minutes = StringField(_l("Resting, minutes"), validators=SHORT)
    difficulty = SelectField(
        _l("Difficulty"),
        default="",
        choices=[
            SelectChoice("", "–"),
            *(SelectChoice(str(key), name) for key, name in DIFFICULTY_NAMES.items()),
        ],
    )
    course = StringField(_l("Course"), validators=[Length(max=CATEGORY_LENGTH, message=TOO_LONG)])
    cuisine = StringField(_l("Cuisine"), validators=SHORT)
    tips = TextAreaField(_l("Tips"), validators=[Length(max=TIPS_LENGTH, message=TOO_LONG)])
    products = StringField(_l("Products used"), validators=WORDS)
    tools = StringField(_l("Utensils"), validators=WORDS)
    tags = StringField(_l("Tags"), validators=TAGS)
    revision = IntegerField(widget=HiddenInput(), default=0)
    kind = HiddenField()
    variation_of = HiddenField()

    @classmethod
    def offering(cls, categories: Sequence[tuple[int, str]], *, is_food: bool, is_new: bool) -> CreationForm:
        """Return the form with what its writer may choose from, without what this kind has no use for."""
        form = cls()
        form.category.choices = list(starmap(SelectChoice, [(0, _l("Choose a category")), *categories]))
        if not is_new:
            del form.category
        if not is_food:
            del form.cuisine
        return form


class PasteForm(RoomForm):
    """A recipe from elsewhere, as text, as a schema.org block or as a saved page."""

    pasted = TextAreaField(_l("The recipe"))
