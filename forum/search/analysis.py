"""From words to the terms under which they stand: one analysis for every engine, so that all find the same posts.

A word is compared without case and accents and by its stem. Accents carry grammar in French, so a word stands under
two stems where they differ: `brûlées` under `brul` (stemmed, then folded) and under `brulee` (folded, then stemmed).
Whoever types the accents finds it, and so does whoever does not. The stems are Snowball's (https://snowballstem.org).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from whoosh.lang.snowball.english import EnglishStemmer
from whoosh.lang.snowball.french import FrenchStemmer
from whoosh.lang.snowball.german import GermanStemmer
from whoosh.lang.stopwords import stoplists

STEMMERS: dict[str, Callable[[str], str]] = {
    "en": EnglishStemmer().stem,
    "fr": FrenchStemmer().stem,
    "de": GermanStemmer().stem,
}
STOP_WORDS = {language: stoplists[language] for language in STEMMERS}
FALLBACK_LANGUAGE = "en"
LONGEST_WORD = 40

WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
UMLAUT_IN_TWO_LETTERS = re.compile(r"(?<![aeuq])([aou])e")


def language_of_analysis(language: str) -> str:
    """Return the language by whose rules a text is analysed: its own where there is a stemmer for it."""
    return language if language in STEMMERS else FALLBACK_LANGUAGE


def words(text: str) -> list[str]:
    """Return the words of `text` in their order, in lower case, accents kept."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def words_with_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Return every word of `text` (composed, NFC) with the places where it begins and ends."""
    for match in WORD.finditer(text):
        yield match.group().lower(), match.start(), match.end()


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return `word` without case, accents and ligatures: what all its spellings have in common."""
    plain = word.casefold()
    if plain.isascii():
        return plain
    letters = unicodedata.normalize("NFKD", plain.translate(LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Return the stems of `word` (lower case) in `language`, accents folded.

    There are none for the very common words of that language, nor for what is too long to be a word.
    """
    if word in STOP_WORDS[language] or len(word) > LONGEST_WORD:
        return ()
    stem = STEMMERS[language]
    folded = fold(word)
    if folded == word:
        return (stem(word),)
    return tuple(dict.fromkeys((fold(stem(word)), stem(folded))))


def stems_asked_for(word: str, language: str) -> tuple[str, ...]:
    """Return the stems that answer `word`: its own, and in German also those of `Käse` for `Kaese`."""
    found = stems(word, language)
    if language != "de":
        return found
    return tuple(dict.fromkeys(found + stems(UMLAUT_IN_TWO_LETTERS.sub(r"\1", word), language)))
