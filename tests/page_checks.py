"""What axe does not see, looked at on the page that shows: `look(page)` returns what is wrong, by the check's name.

Each check is a function of the page in the browser that returns a list of sentences. None of them loads anything anew.
"""

from playwright.sync_api import Page

# Shared by the checks: what shows, how an element is called in a complaint, and styles that the content policy cannot
# forbid, since they come from no file and no attribute.
TOOLS = """
const main = document.querySelector("main");
const hiddenAway = e => e.closest(".vh, .step-said, thead, svg, template, [popover]:not(:popover-open), .skip");
const shows = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !hiddenAway(e);
const named = e => `${e.tagName.toLowerCase()}${e.className ? "." + String(e.className).split(" ").join(".") : ""} `
    + `“${(e.textContent || e.value || "").trim().replace(/\\s+/g, " ").slice(0, 40)}”`;
const styled = css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
};
"""

# WCAG 2.5.8: 24 by 24, but for links within a sentence, and for what keeps that far from everything else.
TARGETS = """
const inText = e => getComputedStyle(e).display === "inline";
const boxes = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter(e => shows(e) && !e.matches(".vh[aria-hidden]"))
    .map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width > 1);
const middle = box => [box.left + box.width / 2, box.top + box.height / 2];
const near = ([x, y], box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 12;
return boxes.filter(([e, box]) => Math.min(box.width, box.height) < 23.9 && !inText(e)
    && boxes.some(([other, its]) => other !== e && !other.contains(e) && !e.contains(other) && near(middle(box), its)))
    .map(([e, box]) => `${named(e)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
"""

# On a phone everything stands below each other: what the keyboard reaches next may not lie above.
READING_ORDER = """
const wrong = [...document.querySelectorAll("[tabindex]")].filter(e => e.tabIndex > 0).map(named);
const stops = [...main.querySelectorAll("a[href], button, summary, select, textarea, input")]
    .filter(e => shows(e) && e.tabIndex >= 0).map(e => [e, e.getBoundingClientRect()]);
stops.forEach(([e, box], at) => {
    if (at && box.bottom <= stops[at - 1][1].top) wrong.push(`${named(e)} above ${named(stops[at - 1][0])}`);
});
return wrong;
"""

# What stands there, in words: too wide, cut off, or printed over each other.
LEGIBLE = """
const wrong = [];
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide > 0) wrong.push(`the page is ${wide} pixels too wide`);
const lines = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const range = document.createRange();
while (walker.nextNode()) {
    const text = walker.currentNode, e = text.parentElement;
    if (!text.data.trim() || !shows(e) || e.closest("textarea, select, script, noscript")) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2) lines.push([e, box]);
    for (let p = e; p && p !== document.body; p = p.parentElement) {
        const style = getComputedStyle(p), its = p.getBoundingClientRect();
        const cut = (way, over) => ["hidden", "clip"].includes(way) && over > 2;
        const whole = range.getBoundingClientRect();
        if (cut(style.overflowX, whole.right - its.right) || cut(style.overflowY, whole.bottom - its.bottom)) {
            wrong.push(`${named(e)} is cut off by ${named(p)}`);
            break;
        }
    }
}
lines.sort((a, b) => a[1].top - b[1].top);
lines.forEach(([e, box], at) => {
    // Lines may touch; letters may not: a third of a line is the room between them.
    for (let next = at + 1; next < lines.length && lines[next][1].top < box.bottom; next++) {
        const [other, its] = lines[next];
        const high = Math.min(box.bottom, its.bottom) - its.top;
        const broad = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const apart = other !== e && !e.contains(other) && !other.contains(e);
        if (apart && broad > 3 && high > Math.min(box.height, its.height) / 2)
            wrong.push(`${named(e)} over ${named(other)}`);
    }
});
return [...new Set(wrong)];
"""

# WCAG 1.4.12, word for word, and 1.4.4.
SPACED = """styled(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);"""
DOUBLED = "styled(`html { font-size: 200% !important; }`);"
AS_IT_IS = "styled('');"

STILL = """
const long = value => value.split(",").some(time => parseFloat(time) > 0);
const moving = [...document.querySelectorAll("*")].filter(e => {
    const style = getComputedStyle(e);
    return long(style.transitionDuration) || long(style.animationDuration);
}).map(named);
if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") moving.push("the page scrolls smoothly");
return moving;
"""

# The system chooses the colours: what colour alone would say must be said by a line or a shape as well.
FORCED = """
const wrong = [];
const said = (e, ok, what) => { if (shows(e) && !ok) wrong.push(`${named(e)}: ${what}`); };
const line = (style, side) => style[`${side}Style`] !== "none" && parseFloat(style[`${side}Width`]) >= 1;
for (const e of document.querySelectorAll(".site-nav [aria-current], .steps [aria-current]"))
    said(e, line(getComputedStyle(e), "outline"), "nothing says where one is");
const edged = ".button, .menu-button, .card, .note, input:not([type=hidden]), textarea, select";
for (const e of document.querySelectorAll(edged))
    said(e, e.matches("[type=radio], [type=checkbox]") || line(getComputedStyle(e), "borderLeft"), "no edge");
for (const flower of document.querySelectorAll("svg.flower")) {
    const fill = found => found && getComputedStyle(found).fill;
    const covered = flower.querySelector(".petal-covered"), bed = flower.querySelector(".petal--chosen .petal-bed");
    if (covered && fill(covered) === fill(bed)) wrong.push("the flower shows no petal");
    const edge = flower.querySelector(".petal-edge");
    const ground = getComputedStyle(document.body).backgroundColor;
    if (edge && getComputedStyle(edge).stroke === ground) wrong.push("no edge of a petal");
}
for (const e of document.querySelectorAll(".steps [class*=step-] > *, .pill"))
    said(e, getComputedStyle(e, "::before").forcedColorAdjust === "none", "its shape is lost");
return wrong;
"""

PAPER = """
const left = [...document.querySelectorAll("nav, .skip, .site-footer ul, main button, .pager, .actions, .menu-button")]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0 && !e.closest("form.print"));
return left.map(named).concat(main.innerText.trim() ? [] : ["nothing is left"]);
"""

# A page that saves itself says so politely, and the place where it says it is there before anything is said.
LIVE = """
const wrong = [...document.querySelectorAll("[data-autosave]")]
    .filter(form => !form.querySelector(".save-state[role=status], .save-state[aria-live=polite]")).map(named);
for (const e of document.querySelectorAll("[aria-live=assertive], [role=alert]"))
    if (!e.matches(".error-summary")) wrong.push(`${named(e)} interrupts`);
return wrong;
"""

LANDMARKS = """
const words = id => document.getElementById(id)?.textContent || "";
const nameOf = e => e.getAttribute("aria-label")
    || (e.getAttribute("aria-labelledby") || "").split(" ").map(words).join(" ").trim();
const wrong = [...document.querySelectorAll("nav, aside, section, form[aria-label], [role=region]")]
    .filter(e => (e.matches("nav, aside") || e.matches("[aria-labelledby], [aria-label]")) && !nameOf(e))
    .map(e => `${named(e)} has no name`);
if (document.querySelectorAll("main").length !== 1) wrong.push("not one main part");
const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(e => e.checkVisibility());
const levels = headings.map(e => +e.tagName[1]);
if (levels.filter(level => level === 1).length !== 1) wrong.push(`headings of the first level: ${levels}`);
levels.forEach((level, at) => { if (level > (at ? levels[at - 1] : 0) + 1) wrong.push(`headings jump: ${levels}`); });
return wrong;
"""


# Nothing that has been read moves because something else has come.
SHIFT = """() => new Promise(done => {
    const found = [];
    const moved = list => found.push(...list.getEntries().filter(e => !e.hadRecentInput)
        .map(e => `${e.value} ${e.sources.map(s => s.node && (s.node.outerHTML || s.node.data).slice(0, 60))}`));
    new PerformanceObserver(moved).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(found), 50);
})"""

# Each check by its name, with what the browser pretends to be for it.
CHECKS = {
    "landmarks": (LANDMARKS, {}), "live": (LIVE, {}), "targets": (TARGETS, {}), "order": (READING_ORDER, {}),
    "legible": (LEGIBLE, {}), "still": (STILL, {"reduced_motion": "reduce"}),
    "forced": (FORCED, {"forced_colors": "active"}), "paper": (PAPER, {"media": "print"}),
}  # fmt: skip


def see(page: Page, check: str, first: str = "") -> list[str]:
    """Return what the check finds on the page, after the script `first`, often one that puts styles on it."""
    script, pretended = CHECKS[check]
    page.emulate_media(**{"media": "screen", "forced_colors": "none", **pretended})
    found: list[str] = page.evaluate(f"() => {{ {TOOLS} {first} {script} }}")
    return found


def look(page: Page) -> dict[str, list[str]]:
    """Return what every check finds on the page that shows: on a phone, and what a wide window changes there."""
    page.set_viewport_size({"width": 320, "height": 900})
    found = {"shift": page.evaluate(SHIFT)}
    found |= {check: see(page, check) for check in ("landmarks", "live", "targets", "order", "legible")}
    found["spaced out"] = see(page, "legible", SPACED)
    page.set_viewport_size({"width": 1280, "height": 900})
    found["twice as large"] = see(page, "legible", DOUBLED)
    found["wide"] = see(page, "legible", AS_IT_IS)
    found |= {check: see(page, check) for check in ("still", "forced", "paper")}
    page.emulate_media(media="screen", forced_colors="none", reduced_motion="no-preference")
    return found
