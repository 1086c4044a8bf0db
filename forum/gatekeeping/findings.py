"""What the gates found, in words: for moderators, who decide, and never as if it were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _, ngettext

from forum.gatekeeping.gates import crisis, spam, words


def sentences(findings: Sequence[Mapping[str, Any]], patterns: Mapping[int, str]) -> list[str]:
    """Return one sentence for each finding; `patterns` are what rules look for, by number."""
    return [_sentence(finding, patterns) for finding in findings]


def rules_in(findings: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the numbers of the word rules that hit."""
    return [int(each["key"]) for each in findings if each["gate"] == words.GATE and each["key"].isdigit()]


def _sentence(finding: Mapping[str, Any], patterns: Mapping[int, str]) -> str:
    gate, key = finding["gate"], finding["key"]
    if gate == words.GATE:
        return _of_words(finding, patterns)
    if gate == spam.GATE and key == spam.SHARE:
        percent = round(100 * finding["share"])
        return str(_("The spam check takes it for advertising with %(percent)s %%.", percent=percent))
    if gate == spam.GATE and key == spam.LINKS:
        number = int(finding["words"] or 1)
        said = ngettext(
            "Somebody new links to elsewhere.",
            "Somebody new links to elsewhere %(num)s times.",
            number,
        )
        return str(said)
    if gate == spam.GATE and key == spam.HASTE:
        seconds = int(finding["words"] or 0)
        said = ngettext(
            "It was sent %(num)s second after its form was opened.",
            "It was sent %(num)s seconds after its form was opened.",
            seconds,
        )
        return str(said)
    if gate == spam.GATE and key == spam.UNSTAMPED:
        return str(_("It did not come from a form that was opened here."))
    if gate == spam.GATE and key == spam.TWICE:
        return str(_("The same words were posted within a day."))
    if gate == crisis.GATE:
        return crisis.sentence(key, finding["words"])
    return str(finding["words"] or gate)


def _of_words(finding: Mapping[str, Any], patterns: Mapping[int, str]) -> str:
    if finding["key"] == words.OUT_OF_TIME:
        return str(_("The word rules ran out of time on it: it is for a person to read."))
    pattern = patterns.get(int(finding["key"]))
    if pattern is None or pattern == finding["words"]:
        return str(_("It says “%(words)s”, which a word rule looks for.", words=finding["words"]))
    said = finding["words"]
    return str(_("It says “%(words)s”, which the rule “%(rule)s” looks for.", words=said, rule=pattern))
