"""What the team says: in public, to one member, among themselves, and about posts that will be hidden."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind
from forum.core.database import db, write_transaction
from forum.core.i18n import LANGUAGES
from forum.core.storage import current_storage
from forum.desk.models import PersonalTask, Talk
from forum.desk.operations.answers import value
from forum.desk.operations.care import note
from forum.desk.operations.first_response import mark_complaint
from forum.desk.operations.pictures import add_picture
from forum.desk.operations.queue import waiting_item_of
from forum.desk.operations.talks import open_talk, say
from forum.desk.operations.tasks import Promise, finish_task, personalise
from forum.desk.operations.wording import save_template
from forum.desk.words import Gift, Tone
from forum.uploads.operations import take_in_sticker
from tests.integration.visibility.canaries import JUDGES, PEOPLE, TEAM, Canary, canary, sentence, word
from tests.integration.visibility.planting import Garden
from tests.pictures import picture

WITH_THE_TEAM = TEAM | {"chloe"}


def plant_desk(garden: Garden) -> None:
    """Value posts, promise something, talk in private, note something down, keep words to start from."""
    bruno, dana, now = garden.viewer("bruno"), garden.viewer("dana"), garden.now
    with write_transaction():
        value(garden.again("public"), sentence=sentence("warm"), actor=dana, now=now)
        value(garden.again("hiddenfirst"), sentence=sentence("warmhidden"), actor=dana, now=now)
        promise = Promise(Gift.GIFT, db.session.get_one(Member, garden.cast.dana.id), now.date())
        personalise(garden.again("shown"), promise, sentence=sentence("promise"), actor=dana, now=now)
        task = db.session.scalars(select(PersonalTask)).one()
        finish_task(task, outcome=word("taskoutcome"), actor=dana, now=now)
        talk = db.session.get_one(Talk, task.talk_id)
        say(talk, sentence("talknote"), is_note=True, actor=bruno, now=now)
        say(talk, sentence("talkanswer"), actor=garden.viewer("chloe"), now=now)
        chloe = db.session.get_one(Member, garden.cast.chloe.id)
        open_talk(chloe, subject=word("talksubject"), text="Hello.", actor=garden.viewer("chloe"), now=now)
    with write_transaction():
        for name in ("hiddenfirst", "vaultpost"):
            mark_complaint(garden.again(name), actor=garden.viewer("emil"), now=now)
        item = waiting_item_of(garden.posts["hiddenfirst"].id)
        assert item is not None
        note(item, sentence("desknote"), actor=bruno, now=now)
        words = {"name": word("templatename"), "text": sentence("templatetext")}
        kept = {"kind": AnswerKind.VALUE, "language": "en", "tone": Tone.FORMAL}
        save_template(None, **kept, **words, actor=dana, now=now)
        still, moving = take_in_sticker(picture("PNG"), storage=current_storage())
        called, said = ({code: word(name) for code in LANGUAGES} for name in ("stickername", "stickeralt"))
        add_picture(still, moving, called, said, actor=dana, now=now)


def desk_canaries() -> Iterator[Canary]:
    """Return whom each of these words may reach."""
    yield canary("warm", PEOPLE)
    yield canary("warmhidden", JUDGES, kept_by="alice", is_shown=False)
    for name in ("promise", "talkanswer", "talksubject"):
        yield canary(name, WITH_THE_TEAM)
    for name in ("talknote", "taskoutcome", "templatename", "templatetext", "stickername", "stickeralt"):
        yield canary(name, TEAM)
    yield canary("desknote", JUDGES, is_shown=False)
