"""What people fill in to write, and moderators to look after topics."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from forum.accounts.forms import TOO_LONG, RoomForm
from forum.core.clock import clock
from forum.core.http import LARGEST_NUMBER
from forum.core.kinds import TopicKind
from forum.core.stamps import make_stamp
from forum.core.viewing import current_viewer
from forum.discussions.models.post import ONCE_LENGTH
from forum.discussions.models.topic import CLOSED_NOTE_LENGTH, TITLE_LENGTH
from forum.discussions.operations.tags import MOST_TAGS

REQUIRED = InputRequired(_l("Please fill this in."))


TITLE = [InputRequired(_l("Give it a title.")), Length(max=TITLE_LENGTH, message=TOO_LONG)]
TAGS = [Length(max=400, message=TOO_LONG)]


def _stamp() -> str:
    return make_stamp(current_viewer().id, now=clock.now())


def _something(form: WritingForm, field: Field) -> None:
    """Want some text. The browser is not told: it would point at a field that the preview covers."""
    if not (field.data or "").strip():
        raise ValidationError(_("Write something first."))


class WritingForm(RoomForm):
    """A text that is being written. `once` is a stamp: it makes sending it twice harmless, and says since when."""

    body = TextAreaField(_l("Text"), validators=[_something])
    once = HiddenField(default=_stamp, validators=[Length(max=ONCE_LENGTH)])
    draft_version = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])


class TopicForm(WritingForm):
    """A new topic."""

    kind = RadioField(_l("What is it?"))
    category = SelectField(
        _l("Category"), coerce=int, validators=[NumberRange(min=1, message=_l("Choose a category."))]
    )
    title = StringField(_l("Title"), validators=TITLE)
    tags = StringField(_l("Tags"), validators=TAGS)

    @classmethod
    def offering(cls, kinds: Sequence[TopicKind], categories: Sequence[tuple[int, str]]) -> TopicForm:
        """Return the form with what its writer may choose from."""
        form = cls()
        form.kind.choices = [SelectChoice(kind.key, kind.name) for kind in kinds]
        form.category.choices = list(starmap(SelectChoice, [(0, _l("Choose a category")), *categories]))
        return form


class ReplyForm(WritingForm):
    """An answer, to a topic or to one of its posts in particular."""

    reply_to = IntegerField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, LARGEST_NUMBER)])


class EditForm(WritingForm):
    """Another text for a post; with the first post, another title and other tags for the topic."""

    revision = IntegerField(widget=HiddenInput(), default=0)
    title = StringField(_l("Title"), validators=TITLE)
    tags = StringField(_l("Tags"), validators=TAGS)

    @classmethod
    def of_reply(cls) -> EditForm:
        """Return the form for a post that is not its topic's first: without title and tags."""
        form = cls()
        del form.title, form.tags
        return form


class FollowingForm(RoomForm):
    """What a member wants to hear of a thing; members can be blocked, too."""

    mode = RadioField(
        _l("What do you want to hear of it?"),
        choices=[
            SelectChoice("follow", _l("Everything new")),
            SelectChoice("none", _l("Only what concerns me: replies, mentions, quotes")),
            SelectChoice("mute", _l("Nothing at all")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )

    def offer_blocking(self) -> None:
        """Let this member be blocked, not only muted."""
        blocked = SelectChoice(
            "block", _l("Block: nothing of theirs reaches me, nothing of mine is told to them")
        )
        self.mode.choices = [*(self.mode.choices or []), blocked]


class ClosingForm(RoomForm):
    """Why a topic takes no more answers."""

    note = StringField(
        _l("Why is it closed? Everybody can read this."),
        validators=[Length(max=CLOSED_NOTE_LENGTH, message=TOO_LONG)],
    )


class PinningForm(RoomForm):
    """Where a topic stands first."""

    where = RadioField(
        _l("Where does it stand first?"),
        choices=[
            SelectChoice("category", _l("In its category")),
            SelectChoice("everywhere", _l("In its category and in the list of latest topics")),
            SelectChoice("nowhere", _l("Nowhere")),
        ],
        validators=[InputRequired(_l("Choose one."))],
    )


class MovingForm(RoomForm):
    """Where a topic belongs."""

    category = SelectField(_l("Category"), coerce=int)

    @classmethod
    def offering(cls, categories: Sequence[tuple[int, str]]) -> MovingForm:
        """Return the form with the categories to choose from."""
        form = cls()
        form.category.choices = list(starmap(SelectChoice, categories))
        return form


class RenamingForm(RoomForm):
    """A better title."""

    title = StringField(_l("Title"), validators=TITLE)


class SplittingForm(RenamingForm):
    """Posts that shall stand in a topic of their own."""

    posts = SelectMultipleField(
        _l("Posts that move"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    category = SelectField(_l("Category"), coerce=int)

    @classmethod
    def offering(
        cls, posts: Sequence[tuple[int, str]], categories: Sequence[tuple[int, str]]
    ) -> SplittingForm:
        """Return the form with the posts and categories to choose from."""
        form = cls()
        form.posts.choices = list(starmap(SelectChoice, posts))
        form.category.choices = list(starmap(SelectChoice, categories))
        return form


class MergingForm(RoomForm):
    """The topic to which another is appended."""

    target = StringField(
        _l("Address or number of the other topic"), validators=[REQUIRED, Length(max=300, message=TOO_LONG)]
    )


class BareForm(RoomForm):
    """Nothing to fill in: the click and its token are all."""


def split_tags(typed: str | None) -> list[str]:
    """Return the tags that were typed into one field, separated by commas."""
    return [name for name in (typed or "").split(",") if name.strip()][: 4 * MOST_TAGS]
