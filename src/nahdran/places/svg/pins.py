# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pins: the shape says "here", the sign inside says the state, so that colour is never the only message."""

from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# More does not fit into a pin.
_LARGEST_NUMBER = 999
TONES = ("new", "work", "ask", "done", "idea", "place")
_BODY = "M0 0C-3-7-15-14-15-27a15 15 0 0 1 30 0C15-14 3-7 0 0z"
_GLYPHS = {
    "work": "M-6-27h.01M0-27h.01M6-27h.01",
    "done": "m-6-27 4.2 4.2L6-31",
    "ask": "M-4-29.5a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.1-1.6 2.3M0-19.3v.1",
    "idea": "M-2.5-20.5h5M0-35a6.5 6.5 0 0 0-3.5 12h7A6.5 6.5 0 0 0 0-35z",
}
# In a picture outside a page there are no tokens: KERN's feedback colours, light and dark.
_FILLS = {
    "new": ("#4d5a61", "#c9d2d6"), "work": ("#945200", "#d98200"), "ask": ("#006e9c", "#009fd6"), "done": ("#007a4d", "#1aab85"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pin:
    """One pin of an overview. ``title`` is spoken; ``url`` makes it a link; ``count`` above 1 shows a number instead of the sign, ``text`` shows
    itself.
    """

    lon: float
    lat: float
    tone: str
    title: str
    url: str = ""
    count: int = 1
    text: str = ""

    @property
    def inscription(self) -> str:
        """What stands in the pin instead of its sign."""
        return self.text or (
            str(self.count) if 1 < self.count <= _LARGEST_NUMBER else f"{_LARGEST_NUMBER}+" if self.count > 1 else ""
        )


def pin_in_page(pin: Pin, x: float, y: float) -> SafeString:
    """For a picture inside a page: colours come from the page's styles for ``nd-pin``."""
    tone = pin.tone if pin.tone in TONES else "new"
    shape = format_html('<path class="nd-pin__body" d="{}"/>{}', _BODY, _sign_in_page(tone, pin.inscription))
    place = f"translate({x:.1f} {y:.1f})"
    if pin.url:
        return format_html(
            '<a class="nd-pin nd-pin--{}" href="{}" transform="{}" aria-label="{}"><title>{}</title>{}</a>',
            tone, pin.url, place, pin.title, pin.title, shape,
        )  # fmt: skip
    return format_html(
        '<g class="nd-pin nd-pin--{}" transform="{}" role="img" aria-label="{}"><title>{}</title>{}</g>',
        tone,
        place,
        pin.title,
        pin.title,
        shape,
    )


def _sign_in_page(tone: str, inscription: str) -> SafeString:
    if inscription:
        size = " nd-pin__num--s" if len(inscription) > 2 else ""
        return format_html('<text class="nd-pin__num{}" y="-21">{}</text>', size, inscription)
    if tone in _GLYPHS:
        return format_html('<path class="nd-pin__glyph" d="{}"/>', _GLYPHS[tone])
    return mark_safe('<circle class="nd-pin__dot" cy="-27" r="4.5"/>')


def pin_alone(tone: str, x: float, y: float, *, accent: str, edge: str, dark: bool, inscription: str = "") -> str:
    """For a picture that stands alone: colours as attributes. A little larger, with a shadow on the ground."""
    fill = _FILLS[tone][dark] if tone in _FILLS else accent
    sign = f'<circle cy="-27" r="5" fill="{edge}"/>'
    if inscription:
        size = 17 if len(inscription) < 3 else 13
        sign = (
            f'<text y="{-27 + size * 0.36:.1f}" font-family="Fira Sans,sans-serif" font-size="{size}" font-weight="600" text-anchor="middle" '
            f'fill="{edge}">{escape(inscription)}</text>'
        )
    elif tone in _GLYPHS:
        line = f'fill="none" stroke="{edge}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"'
        sign = f'<path d="{_GLYPHS[tone]}" {line}/>'
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) scale(1.25)"><ellipse rx="6" ry="2.5" fill="#000" opacity=".25"/>'
        f'<path d="{_BODY}" fill="{fill}" stroke="{edge}" stroke-width="2.5"/>{sign}</g>'
    )
