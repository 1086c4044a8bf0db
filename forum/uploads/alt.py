"""The words that stand for a picture where it is not seen."""

from __future__ import annotations

import re

from forum.core.typed_text import clean_line
from forum.uploads.models import ALT_LENGTH

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_JOINTS = re.compile(r"[\s_+.-]+|%20")
_BY_A_MACHINE = re.compile(
    r"(?:img|image|bild|photo|foto|picture|pic|dsc[fn]?|dcim|pxl|mvimg|gopr|p|wp|snap|scan|screenshot|screen shot|"
    r"capture(?: d.?.cran)?|bildschirmfoto|unnamed|download|untitled|whatsapp (?:image|bild)|fullsizerender|received)?"
    r"(?:[ ~()0-9:,]|at|um|à|vom|mp|wa|kopie|copie|copy|edited|burst|collage|portrait|night|signal)*",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"[0-9a-f ]{16,}|(?=\S*[0-9])(?=\S*[A-Z])\S{18,}", re.IGNORECASE)
_BRACKETS = re.compile(r"([\\\[\]])")
_ESCAPED = r"\\\1"
LONGEST_NAME = 255


def alt_from_name(file_name: str) -> str:
    """Return what a file's name says about the picture: "Apple pie" for `apple-pie.jpg`, nothing for `IMG_2041.jpg`."""
    base = file_name[-LONGEST_NAME:].replace("\\", "/").rpartition("/")[2]
    name = clean_line(_JOINTS.sub(" ", _ENDING.sub("", base)))
    if _BY_A_MACHINE.fullmatch(name) or _RANDOM.fullmatch(name):
        return ""
    return clean_alt(name[:1].upper() + name[1:])


def clean_alt(text: str) -> str:
    """Return `text` on one line, cut to the length that is kept."""
    return clean_line(text)[:ALT_LENGTH].strip()


def as_markdown(key: str, alt: str) -> str:
    """Return how a post shows the picture."""
    return f"![{_BRACKETS.sub(_ESCAPED, alt)}](/uploads/{key})"
