"""The generated style sheet of the brand: ten tokens, and the fonts it brought. Nothing else is ever in it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from forum.pages.face import SHIPPED_DISPLAY, SHIPPED_TEXT, Face
from forum.pages.palette import Colours, Scheme, by_day, by_night

STACKS = {
    "vollkorn": '"Vollkorn", "Vollkorn Georgia", "Vollkorn Times", Georgia, serif',
    "figtree": '"Figtree", "Figtree Arial", system-ui, sans-serif',
    "system-serif": 'Georgia, "Times New Roman", serif',
    "system-sans": "system-ui, sans-serif",
}
"""Families that every community has: two shipped, two of the reader's own device."""
FALLBACK = {"display": STACKS["system-serif"], "text": STACKS["system-sans"]}
FONT_PATH = "/brand/fonts/{name}.woff2"


def brand_css(face: Face) -> str:
    """Return what `face` sets anew; nothing while it is the shipped one."""
    return _css(face.colours, face.display, face.text, frozenset(face.fonts))


def version_of(text: str) -> str:
    """Return what stands behind `?v=` for a generated file of this content."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def font_paths(face: Face) -> list[str]:
    """Return the fonts that pages ask for at once, the brand's own by their addresses, shipped ones by their names."""
    shown = (face.display, face.text)
    return [FONT_PATH.format(name=each) for each in dict.fromkeys(shown) if each in face.fonts]


@lru_cache(maxsize=64)
def _css(colours: Colours, display: str, text: str, own: frozenset[str]) -> str:
    rules = []
    tokens: dict[str, str] = {}
    if colours != Colours():
        tokens |= _scheme_tokens(by_day(colours), "") | _scheme_tokens(by_night(colours), "-night")
    for place, chosen, shipped in (("display", display, SHIPPED_DISPLAY), ("text", text, SHIPPED_TEXT)):
        if chosen in own:
            rules.append(_font_face(f"Brand {place}", chosen))
            tokens[f"--brand-{place}"] = f'"Brand {place}", {FALLBACK[place]}'
        elif chosen != shipped and chosen in STACKS:
            tokens[f"--brand-{place}"] = STACKS[chosen]
    if tokens:
        rules.append(":root {\n" + "".join(f"  {name}: {value};\n" for name, value in tokens.items()) + "}\n")
    return "".join(rules)


def _scheme_tokens(scheme: Scheme, ending: str) -> dict[str, str]:
    return {
        f"--brand-paper{ending}": scheme.paper,
        f"--brand-ink{ending}": scheme.ink,
        f"--brand-accent{ending}": scheme.accent,
        f"--brand-on-accent{ending}": scheme.on_accent,
    }


def _font_face(family: str, name: str) -> str:
    """Return the rule for one file, which may hold every weight."""
    address = FONT_PATH.format(name=name)
    return (
        f'@font-face {{\n  font-family: "{family}";\n  src: url("{address}") format("woff2");\n'
        "  font-weight: 100 900;\n  font-display: swap;\n}\n"
    )
