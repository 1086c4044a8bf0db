"""From the three colours that a brand chooses to the eight that pages are made of, by day and by night, all readable.

Every pair of text and ground that the style sheet makes of them (`static/css/tokens.css`) is looked at, mixed grounds
included. What reads too faintly is refused, with the nearest colours that pass.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from forum.pages.colours import READABLE, Lch, colour_of, contrast, lch, mix, nearest

WHITE, BLACK = "#ffffff", "#000000"
SAFFRON = "#f2b13f"
FIXED_BY_DAY = ("#2f6b2f", "#8a5300", "#b3152b", "#1f5f86")
FIXED_BY_NIGHT = ("#9fd08f", "#f3bf63", "#ff9a9a", "#97cdf0")
"""Good, warn, bad and info: they are the house's own and must read on every brand's ground."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What a brand chooses: ground, text, and the colour of links and buttons."""

    paper: str = "#fffcf6"
    ink: str = "#2b1a14"
    accent: str = "#b0341a"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of pages by day or by night."""

    paper: str
    ink: str
    accent: str
    on_accent: str


@dataclass(frozen=True, slots=True)
class Faint:
    """A colour of the brand that reads too faintly: the worst contrast it makes, and the nearest that passes."""

    name: str
    contrast: float
    offered: str


SHIPPED = Colours()
SHIPPED_NIGHT = Scheme("#1b1411", "#f4e9de", "#ff9e72", "#2b0f06")


def by_day(colours: Colours) -> Scheme:
    """Return the colours of pages by day."""
    on_accent = WHITE if contrast(WHITE, colours.accent) >= READABLE else _deep(colours.accent, 0.2)
    return Scheme(colours.paper, colours.ink, colours.accent, on_accent)


def by_night(colours: Colours) -> Scheme:
    """Return the colours of pages by night, derived: the same hues, dark ground, light text, a lighter accent."""
    if colours == SHIPPED:
        return SHIPPED_NIGHT
    tint = lch(colours.ink)
    paper = colour_of(Lch(0.19, min(tint.chroma, 0.018), tint.hue))
    ink = colour_of(Lch(0.94, min(tint.chroma, 0.02), tint.hue))
    accent = lch(colours.accent)
    light = colour_of(accent._replace(lightness=max(accent.lightness, 0.72)))

    def reads(tried: str) -> bool:
        return _worst(pairs(Scheme(paper, ink, tried, _deep(tried, 0.2)), night=True)["accent"]) >= READABLE

    light = nearest(light, reads) or ink
    return Scheme(paper, ink, light, _deep(light, 0.2))


def faint_colours(colours: Colours) -> list[Faint]:
    """Return which of the brand's colours read too faintly, each with the nearest that passes beside the others."""
    offered = nearest_readable(colours)
    scheme = by_day(colours)
    chosen, passing = asdict(colours), asdict(offered)
    return [
        Faint(name, _worst(pairs(scheme)[name]), passing[name])
        for name in chosen
        if passing[name] != chosen[name]
    ]


def nearest_readable(colours: Colours) -> Colours:
    """Return the nearest colours that all read well: the same ones when they do.

    First the ground (light enough for the house's own colours), then the text on it, then the accent beside both.
    """
    found = colours
    for name, otherwise in (("paper", WHITE), ("ink", BLACK), ("accent", BLACK)):
        found = _with_readable(found, name, otherwise)
    return found


def _with_readable(colours: Colours, name: str, otherwise: str) -> Colours:
    def reads(tried: str) -> bool:
        return _worst(pairs(by_day(_with(colours, name, tried)))[name]) >= READABLE

    return _with(colours, name, nearest(getattr(colours, name), reads) or otherwise)


def _with(colours: Colours, name: str, colour: str) -> Colours:
    return Colours(**{**asdict(colours), name: colour})


def pairs(scheme: Scheme, *, night: bool = False) -> dict[str, list[tuple[str, str]]]:
    """Return every pair of text and ground that pages make, by the colour that has to answer for it.

    Each answers against the worst that those after it can do to a mixed ground, so that none undoes another.
    """
    against = WHITE if night else BLACK
    raised = mix(scheme.ink, 0.06, scheme.paper) if night else WHITE
    sunk = mix(scheme.ink, 0.05, scheme.paper)
    soft = mix(mix(scheme.accent, 0.35, SAFFRON), 0.15, scheme.paper)
    softest = mix(mix(against, 0.35, SAFFRON), 0.15, scheme.paper)
    muted = mix(scheme.ink, 0.74, scheme.paper)
    deep = mix(scheme.accent, 0.86, scheme.ink)
    fixed = FIXED_BY_NIGHT if night else FIXED_BY_DAY
    grounds = (scheme.paper, raised, sunk)
    return {
        "paper": [
            (each, ground) for each in fixed for ground in (scheme.paper, mix(against, 0.05, scheme.paper))
        ],
        "ink": [(text, ground) for text in (scheme.ink, muted) for ground in (*grounds, softest)],
        "accent": [
            *((scheme.accent, ground) for ground in (*grounds, soft)),
            (scheme.on_accent, scheme.accent),
            (scheme.on_accent, deep),
        ],
    }


def _worst(made: list[tuple[str, str]]) -> float:
    return min(contrast(*pair) for pair in made)


def _deep(colour: str, lightness: float) -> str:
    return colour_of(lch(colour)._replace(lightness=lightness, chroma=min(lch(colour).chroma, 0.06)))
