# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form from start to end with Tab, Enter, blank and arrows. Wherever the focus is, it can be seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import TEXT, heading

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The focus is seen by an outline or a shadow, of the element itself or of what stands beside or around it, and lies inside the window.
SEEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return true;
  const box = at.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) return false;
  const drawn = (el, part) => {
    const style = getComputedStyle(el, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const around = [at, at.nextElementSibling, at.parentElement].filter(Boolean);
  return drawn(at, "::after") || around.some((el) => drawn(el));
}"""
IS_AT = "(el) => el === document.activeElement"


def tab_to(window, target, most=60):
    """Press Tab until ``target`` has the focus; on the way every stop must be seen."""
    for _press in range(most):
        window.keyboard.press("Tab")
        assert window.evaluate(SEEN), window.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate(IS_AT):
            return
    pytest.fail(f"Tab does not lead to {target}")


def press_button(window, name):
    tab_to(window, window.get_by_role("button", name=name))
    window.keyboard.press("Enter")


def test_the_form_by_keyboard_alone(town, windows):
    window = windows()
    window.goto("/maengel/neu/")
    press_button(window, "Weiter: Ort")
    heading(window, "Wo ist der Schaden?")
    _place(window)
    _kind(window)
    # Tab counts from the top of the page that has come, not from the one that is leaving.
    expect(window.get_by_label("Was ist los?")).to_be_visible()
    tab_to(window, window.get_by_label("Was ist los?"))
    window.keyboard.type(TEXT)
    press_button(window, "Weiter: Prüfen")
    heading(window, "Stimmt alles so?")
    press_button(window, "Meldung absenden")
    heading(window, "Danke für Ihre Meldung")


def _place(window):
    tab_to(window, window.get_by_role("combobox"))
    window.keyboard.type("Hauptstraße 7")
    expect(window.get_by_role("option").first).to_be_visible()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    expect(window.locator("[data-picker-source]")).to_have_value("address")
    press_button(window, "Weiter: Art")


def _kind(window):
    heading(window, "Worum geht es?")
    tab_to(window, window.get_by_role("searchbox"))
    window.keyboard.type("Laterne")
    expect(window.get_by_role("status").filter(has_text="passende Arten")).to_be_visible()
    first = window.locator("input[name=art]:visible").first
    tab_to(window, first)
    window.keyboard.press("Space")
    expect(first).to_be_checked()
    press_button(window, "Weiter: Angaben")
