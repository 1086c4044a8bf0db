"""The brand's own list of reasons. Criticism of the brand is never one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale, gettext as _

from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid, NotAllowed, Permission
from forum.core.reasons import HOUSE, LAW, SETTING, Reason, find_reason, kept_reasons
from forum.core.settings import set_setting
from forum.core.site import site_names
from forum.core.typed_text import clean_line, clean_text

KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")
NAME_LENGTH, TEXT_LENGTH, CLAUSE_LENGTH, LAW_LENGTH = 60, 500, 60, 200
MOST_REASONS = 60
CRITICISM = re.compile(
    r"\b(critici[sz]\w*|critical|critiqu\w*|kriti[ks]\w*|criti[ck]\w*"
    r"|(negative|bad|poor|negativ\w*|schlecht\w*|négati\w*|mauvais\w*)\s+"
    r"(\w+\s+)?(review|opinion|feedback|press|word|meinung|bewertung|rückmeldung|avis|commentaire|opinions?)\w*"
    r"|dissatisf\w*|unzufrieden\w*|insatisf\w*|mécontent\w*|complain\w*|beschwer\w*|reklamation\w*|plaintes?"
    r"|réclamation\w*|dénigr\w*|rufsch\w*|(harms?|hurts?|damages?)\s+(the|our)\s+(brand|image|sales)"
    r"|disloyal\w*|competitors?|konkurrenz\w*|concurren\w*)\b",
    re.IGNORECASE,
)
"""Words by which a list of reasons would become a list of opinions."""


@dataclass(frozen=True)
class ReasonDescription:
    """A reason as the brand typed it. Names and texts are by language."""

    key: str
    names: Mapping[str, str]
    texts: Mapping[str, str]
    clause: str
    rests_on: str = HOUSE
    law: str = ""
    reportable: bool = True
    for_profiles: bool = False
    neutral: bool = False
    advertising: bool = False
    offered: bool = True


def save_reason(described: ReasonDescription, *, actor: Actor, now: datetime) -> None:
    """Put a reason on the list, or change it. What was hidden for it before keeps the words of then in its statements.

    Raises:
        Invalid: for each part that is missing or too long, and for a reason that would be criticism of the brand.
        NotAllowed: for those who do not decide about the community's settings.
    """
    if Permission.MANAGE_SETTINGS not in actor.permissions:
        raise NotAllowed(_("Only administrators may do this."))
    kept = kept_reasons()
    value = _checked(described)
    if described.key not in kept and len(kept) >= MOST_REASONS:
        raise Invalid(_("This is too long a list: at most %(most)s reasons.", most=MOST_REASONS))
    was = _facts(find_reason(described.key))
    set_setting(SETTING, {**kept, described.key: value})
    record_act(
        "reason.changed" if was else "reason.added",
        actor=actor,
        subject_type="reason",
        subject_id=None,
        now=now,
        reason=described.key,
        **changed(was, value),
    )


def _facts(reason: Reason | None) -> Facts:
    """Return what the record keeps of a reason; nothing of one that is not on the list yet."""
    if reason is None:
        return {}
    return {
        **texts_of(reason),
        "clause": reason.clause,
        "rests_on": reason.rests_on,
        "law": str(reason.law),
        "reportable": reason.reportable,
        "for_profiles": reason.for_profiles,
        "neutral": reason.neutral,
        "advertising": reason.advertising,
        "offered": reason.offered,
    }


def texts_of(reason: Reason) -> dict[str, dict[str, str]]:
    """Return the names and texts of a reason by language, also of one that ships."""
    texts: dict[str, dict[str, str]] = {"names": {}, "texts": {}}
    for code in LANGUAGES:
        with force_locale(code):
            texts["names"][code], texts["texts"][code] = str(reason.name), str(reason.explanation)
    return texts


def speaks_of_criticism(*texts: str) -> bool:
    """Whether one of these names or sentences would make criticism of the brand a reason."""
    return any(CRITICISM.search(text) for text in texts) or any(
        name.casefold() in text.casefold() and re.search(r"\b(against|gegen|contre)\b", text, re.IGNORECASE)
        for name in site_names()
        if name
        for text in texts
    )


def _checked(described: ReasonDescription) -> dict[str, Any]:
    names = {code: clean_line(described.names.get(code, "")) for code in LANGUAGES}
    texts = {code: clean_text(described.texts.get(code, "")) for code in LANGUAGES}
    clause, law = clean_line(described.clause), clean_line(described.law)
    wrong = {**_wrong_words(names, texts), **_wrong_ground(described.rests_on, clause, law)}
    if KEY.fullmatch(described.key) is None:
        wrong["key"] = _("A key has 2 to 40 small letters, digits and hyphens, and begins with a letter.")
    if speaks_of_criticism(*names.values(), *texts.values()):
        wrong["names"] = _(
            "Criticism of the brand can never be a reason to hide something: whoever deletes it loses the trust of "
            "everybody who saw it. If it is an insult, an untruth or advertising, hide it for that."
        )
    if wrong:
        raise Invalid(errors=wrong)
    return {
        "names": names,
        "texts": texts,
        "clause": clause,
        "rests_on": described.rests_on,
        "law": law,
        "reportable": described.reportable,
        "for_profiles": described.for_profiles,
        "neutral": described.neutral,
        "advertising": described.advertising,
        "offered": described.offered,
    }


def _wrong_words(names: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not all(names.values()):
        wrong["names"] = _("Give it a name in every language.")
    elif any(len(name) > NAME_LENGTH for name in names.values()):
        wrong["names"] = _("This is too long: at most %(most)s characters.", most=NAME_LENGTH)
    if not all(texts.values()):
        wrong["texts"] = _("Say in every language what it means: authors will read it.")
    elif any(len(text) > TEXT_LENGTH for text in texts.values()):
        wrong["texts"] = _("This is too long: at most %(most)s characters.", most=TEXT_LENGTH)
    return wrong


def _wrong_ground(rests_on: str, clause: str, law: str) -> dict[str, str]:
    if rests_on not in (HOUSE, LAW):
        return {"rests_on": _("Choose one.")}
    if rests_on == LAW and not law:
        return {"law": _("Name the provision of the law.")}
    if rests_on == HOUSE and not clause:
        return {"clause": _("Name the clause of the charter.")}
    if len(clause) > CLAUSE_LENGTH:
        return {"clause": _("This is too long: at most %(most)s characters.", most=CLAUSE_LENGTH)}
    if len(law) > LAW_LENGTH:
        return {"law": _("This is too long: at most %(most)s characters.", most=LAW_LENGTH)}
    return {}
