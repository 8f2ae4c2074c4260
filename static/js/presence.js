/** Says quietly who else is on the page, and tells them that we are: every twenty seconds while it is looked at. */

const EVERY = 20_000;
const PATIENCE = 10_000;
const line = document.querySelector("[data-presence]");
let part = "";
let timer = 0;
let asking = null;
let moved = false;

function beat(extra = {}) {
  const data = new FormData();
  const token = document.querySelector("main [name=csrfmiddlewaretoken]")?.value;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, place: line.dataset.place, part, ...extra })) {
    data.append(name, value);
  }
  return data;
}

/**
 * Tells where we are and shows who else is there. One after the other: a slow first word must not undo the second.
 * What has no answer after a while is given up, and nothing is still on its way once we have left.
 */
async function tell() {
  clearTimeout(timer);
  if (document.hidden) return;
  moved = Boolean(asking);
  if (asking) return;
  const ours = new AbortController();
  const patience = setTimeout(() => ours.abort(), PATIENCE);
  asking = ours;
  try {
    const response = await fetch(line.dataset.presence, {
      method: "POST", body: beat(), headers: { Accept: "application/json" }, redirect: "manual", signal: ours.signal,
    });
    if (response.status === 401 || response.status === 404) return show([]); // signed out, or no longer in the team
    if (response.ok) show((await response.json()).others);
  } catch {
    // No connection: what stands there was true a moment ago, and is asked again.
  } finally {
    clearTimeout(patience);
    asking = null;
  }
  timer = setTimeout(tell, moved ? 0 : EVERY);
}

function show(others) {
  const words = others.map((other) => other.words).join(" ");
  if (line.textContent.trim() !== words) line.textContent = words; // the same again would be read out again
  const marks = new Map([...document.querySelectorAll("[data-here]")].map((mark) => [mark.dataset.here, mark]));
  for (const other of others) {
    const section = document.querySelector(`[data-part="${CSS.escape(other.part)}"]`);
    if (!section || !other.part) continue;
    const mark = marks.get(other.part) || document.createElement("p");
    marks.delete(other.part);
    Object.assign(mark, { className: "meta", textContent: other.here });
    mark.dataset.here = other.part;
    if (!mark.isConnected) section.append(mark);
  }
  for (const mark of marks.values()) mark.remove();
}

document.addEventListener("focusin", (event) => {
  const section = event.target.closest("[data-part]");
  if (!section || section.dataset.part === part) return;
  part = section.dataset.part;
  tell();
});
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : tell()));
addEventListener("pagehide", leave);

function leave() {
  clearTimeout(timer);
  asking?.abort();
  navigator.sendBeacon(line.dataset.presence, beat({ gone: "on" }));
}

tell();
