# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Windows of a real browser that note every foreign request, refused resource and error; and the accessibility check after each step."""

from pathlib import Path

AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Drawing by software is slow, and most journeys need no drawn map: then pictures of the server do the same.
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


class Windows:
    """Each window is its own person: own cookies, own size, with or without scripts."""

    def __init__(self, browser, origin):
        self.browser, self.origin = browser, origin
        self.contexts, self.complaints = [], []
        # Words of errors that a test causes on purpose.
        self.cut: list[str] = []

    def __call__(self, *, width=1280, height=900, scripts=True, drawn=False, worker=False, **options):
        """``worker``: with the service worker. Others do without, so that nothing is still being fetched when a test has ended."""
        context = self.browser.new_context(
            service_workers="allow" if worker else "block",
            base_url=self.origin,
            locale="de-DE",
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **options,
        )
        self.contexts.append(context)
        if not drawn:
            context.add_init_script(NO_WEBGL)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.set_default_timeout(20_000)
        return context.new_page()

    def close(self):
        for context in self.contexts:
            context.close()
        assert self.complaints == [], "\n".join(self.complaints)

    def _asked(self, request):
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.complaints.append(f"another origin: {request.url}")

    def _answered(self, response):
        # A page may well be a 422 or a 404; what a page needs may not. A 5xx is never right.
        if response.status >= (500 if response.request.resource_type == "document" else 400):
            found = f"{response.status}: {response.url}"
            if not any(words in found for words in self.cut):
                self.complaints.append(found)

    def _said(self, message):
        # What a test has cut off itself is missing rightly, and the browser's own page for that has faults of its own.
        expected = ("responded with a status of 4", *self.cut)
        source = message.location["url"]
        if (
            message.type == "error"
            and not source.startswith("chrome-error:")
            and not any(words in message.text for words in expected)
        ):
            self.complaints.append(f"{message.text} ({source})")


def check(window):
    """The page as it stands now: no finding of axe, and nothing that runs out of the window at its side."""
    if not window.evaluate("() => 'axe' in window"):
        # Through the debugger, not as an inline script: our policy would rightly refuse that.
        window.evaluate(AXE)
    size = window.viewport_size
    # The bar at the bottom would cover what is measured: the window is made as high as the page for the while.
    whole = window.evaluate("document.documentElement.scrollHeight") + 200
    window.set_viewport_size({"width": size["width"], "height": max(size["height"], whole)})
    result = window.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    window.set_viewport_size(size)
    found = [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
    assert found == [], f"{window.url}\n" + "\n".join(found)
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"too wide: {window.url}"
