"""What can be found wrong on a page by looking at it in a browser: axe, sideways scrolling, small targets, weight."""

import gzip
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
HEAVIEST = 100 * 1024  # bytes of a page with everything, compressed
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL_RULES: dict[str, Any] = {
    "runOnly": AA,
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
# What other colours and another layout can break; the elements and what they are called stay the same.
LOOKS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "scrollable-region-focusable", "target-size"]},
    "resultTypes": ["violations"],
    "preload": False,
}
AXE = Axe()
# Links within a sentence are exempt (WCAG 2.5.8); a tick's target is its label. A name is as long as its bearer's
# parents wished and as wide as the reader's fonts draw it: each is measured as the narrowest; an address cannot be.
SMALL_TARGETS = """() => {
  const found = [];
  const names = [...document.querySelectorAll("a > bdi, button > bdi, summary > bdi")]
    .filter((e) => !/[@/]/.test(e.textContent)).map((e) => [e, e.textContent]);
  for (const [e] of names) e.textContent = "I";
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest(".sr, .skip")) continue;
    const inline = getComputedStyle(e).display === "inline";
    const around = [...e.parentNode.childNodes].filter((n) => n !== e).map((n) => n.textContent).join("").trim();
    if (e.matches("a") && inline && around) continue;
    const target = e.matches("[type=checkbox], [type=radio]") && e.labels.length ? e.labels[0] : e;
    const box = target.getBoundingClientRect();
    if (box.width && box.height && (box.width < 23.9 || box.height < 23.9))
      found.push(`${e.outerHTML.slice(0, 120)} is ${Math.round(box.width)} x ${Math.round(box.height)}`);
  }
  for (const [e, name] of names) e.textContent = name;
  return found;
}"""
SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return (box.right > page.clientWidth + 1 || box.left < -1) && !e.closest(".scroll, .sr, .skip");
  });
  return [`${page.scrollWidth} px wide: ` + wide.slice(-2).map((e) => e.outerHTML.slice(0, 120)).join(" | ")];
}"""
HEADS = """() => {
  const found = [], one = document.querySelectorAll("h1").length, html = document.documentElement;
  if (one !== 1) found.push(`${one} h1`);
  if (!html.lang || !["ltr", "rtl"].includes(html.dir)) found.push(`lang=${html.lang} dir=${html.dir}`);
  return found;
}"""
PARTS = "() => performance.getEntriesByType('resource').map((e) => e.name)"


@dataclass
class Eye:
    """Somebody's open tab, and what its console complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    _weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.emulate_media(reduced_motion="reduce")  # colours on their way would be judged half-way
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium also reports the status of the page itself: an error page is not an error of the page.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def faults(self, known: bool = False) -> list[str]:
        """All that is wrong with the page that is shown now; leaves it wide and light.

        `known`: another page of the same template was judged in dark colours and as laid out anew; what is in this
        one is judged as it is.
        """
        page = self.page
        found = [*page.evaluate(HEADS), *self.complaints, *axe(page, "1280", ALL_RULES)]
        self.complaints.clear()
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict of the two numbers
        if not known:  # the other colours and the other layout at once: each is the same in the other's place
            page.emulate_media(color_scheme="dark")
            found += axe(page, "320 dark", LOOKS)
            page.emulate_media(color_scheme="light")
        found += [*page.evaluate(SIDEWAYS), *page.evaluate(SMALL_TARGETS)]
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        return [*found, *page.evaluate(SMALL_TARGETS)]

    def weight(self) -> int:
        """Bytes of the shown page with its sheet and scripts, each compressed."""
        parts = set(self.page.evaluate(PARTS))
        for part in parts - set(self._weights):
            self._weights[part] = len(gzip.compress(self.page.request.get(part).body()))
        return len(gzip.compress(self.page.content().encode())) + sum(self._weights[part] for part in parts)


def axe(page: Page, where: str, options: dict[str, Any]) -> list[str]:
    """Violations of A and AA, each with the element and what is wrong with it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())
    result: dict[str, Any] = page.evaluate("(options) => axe.run(options)", options)
    return [
        f"axe at {where}: {v['id']}: {node['target']} {node['html'][:120]} {node.get('failureSummary', '')[:160]}"
        for v in result["violations"]
        for node in v["nodes"][:3]
    ]


@cache
def script() -> str:
    """axe-core itself."""
    return str(AXE.axe_script)
