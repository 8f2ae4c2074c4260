// Saves each part of a page by itself while somebody writes, and says only what is true about it.
//
// A part is an element with data-part inside a form with data-autosave. What is sent is what the plain form
// would send, for that part alone; a save counts only if the answer is the expected JSON with a new version.
// Unsent words wait in this tab's sessionStorage: wiped on save and on sign-out, since computers are shared.

const WAIT = 1200; // milliseconds after the last key
const RETRY = 8000;
const LEAVE = 2500;
const words = document.getElementById("save-words").dataset;
let leaving = false;
const mine = `unsent:${words.person}:`; // the next person at this computer may sign in in the same tab
const kept = (key) => `${mine}${location.pathname}:${key}`;

class Part {
  constructor(element, form) {
    this.element = element;
    this.form = form;
    this.prefix = element.dataset.part;
    this.state = element.querySelector("[data-save-state]");
    this.timer = 0;
    this.unsaved = false;
    this.stopped = false; // after a conflict: both texts have to be seen first
    this.edits = 0;
    element.addEventListener("input", () => this.changed());
    this.restore();
  }

  fields() {
    return [...this.element.querySelectorAll("input, textarea, select")].filter((f) => f.name.startsWith(`${this.prefix}-`));
  }

  field(name) {
    return this.form.elements[`${this.prefix}-${name}`];
  }

  changed() {
    this.edits += 1;
    this.unsaved = true;
    this.keep();
    if (this.stopped) return;
    this.say(words.unsaved);
    this.later(WAIT);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  data() {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const field of this.fields()) {
      if (isChoice(field) && !field.checked) continue;
      data.append(field.name, field.value);
    }
    return data;
  }

  async save(fresh = false) {
    if (this.busy || this.stopped || !this.unsaved) return;
    this.busy = true;
    const edits = this.edits;
    this.say(words.saving);
    try {
      const response = await fetch(this.form.action || location.href, {
        method: "POST", body: this.data(), headers: { Accept: "application/json" }, redirect: "manual",
      });
      await this.read(response, edits, fresh);
    } catch {
      this.say(words.offline);
      this.later(RETRY);
    } finally {
      this.busy = false;
      if (this.again) { this.again = false; this.save(true); }
    }
  }

  async read(response, edits, fresh) {
    const type = response.headers.get("Content-Type") || "";
    const body = type.startsWith("application/json") ? await response.json() : null;
    const saved = body && body.saved && body.saved[this.prefix];
    if (response.status === 200 && saved) return this.saved(saved, edits, body.at);
    if (response.status === 401) return this.say(words.signedOut, words.signIn, words.login);
    if (response.status === 403 && body && body.code === "csrf" && !fresh) return this.freshToken();
    if (response.status === 409 && body) {
      this.stopped = true;
      return this.say(`${words.conflict} ${body.conflicts ? body.conflicts[this.prefix] || "" : ""}`, words.both);
    }
    if (response.status === 422) return this.say(words.invalid);
    if (response.status === 403 || response.status === 404) {
      this.stopped = true;
      return this.say(`${words.refused} ${body && body.error ? body.error : ""}`);
    }
    this.say(words.offline);
    this.later(RETRY);
  }

  saved(saved, edits, at) {
    this.field("version").value = saved.version;
    this.field("was").value = saved.was;
    if (this.edits !== edits) { this.keep(); return this.later(WAIT); } // typed on while it was sent
    this.unsaved = false;
    if (!leaving) sessionStorage.removeItem(kept(this.prefix));
    this.say(`${words.saved} ${at}`);
  }

  // Signing in again in another tab makes this page's token old: take the one of a fresh page, once.
  async freshToken() {
    const page = await fetch(location.href, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("main [name=csrfmiddlewaretoken], form [name=csrfmiddlewaretoken]");
    if (!found) return this.say(words.signedOut, words.signIn, words.login);
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = found.value;
    this.again = true;
  }

  // Save at once, after a save that is under way.
  async flush() {
    clearTimeout(this.timer);
    while (this.busy) await pause(50);
    await this.save();
  }

  say(text, action = "", address = "") {
    if (!this.state) return;
    this.state.textContent = text;
    if (!action) return;
    const link = document.createElement(address ? "a" : "button");
    link.textContent = action;
    if (address) { link.href = address; link.target = "_blank"; link.rel = "noopener"; link.addEventListener("click", () => this.onReturn()); }
    else { link.className = "link-button"; link.type = "submit"; }
    this.state.append(" ", link);
  }

  onReturn() {
    addEventListener("focus", () => this.later(0), { once: true });
  }

  keep(sent = false) {
    const values = this.fields().filter((f) => f.type !== "hidden").map((f) => [f.name, f.value, isChoice(f) ? f.checked : null]);
    const entry = { sent, version: this.field("version").value, values };
    try { sessionStorage.setItem(kept(this.prefix), JSON.stringify(entry)); } catch { /* full or forbidden: the page still warns */ }
  }

  // Words come back on top of the version that they were written to: if somebody saved since, that is a conflict.
  restore() {
    const stored = sessionStorage.getItem(kept(this.prefix));
    if (!stored) return;
    // The page came back with the words that were sent, perhaps joined with a colleague's: these are the ones to keep.
    if (document.querySelector(".error-summary")) return this.keep(true);
    const { version, values } = JSON.parse(stored);
    let differs = false;
    for (const [name, value, checked] of values) {
      const field = this.fields().find((f) => f.name === name && (checked === null || f.value === value));
      if (!field) continue;
      if (checked === null ? field.value.trim() !== value.trim() : field.checked !== checked) differs = true; // the server trims
      if (checked === null) field.value = value;
      else field.checked = checked;
    }
    if (!differs) return sessionStorage.removeItem(kept(this.prefix));
    this.field("version").value = version;
    this.changed();
    this.say(words.found);
  }
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

// What a plain form sent has arrived once the server says that it took it, or another page of ours shows.
const taken = document.querySelector("[data-taken]");
for (const key of Object.keys(sessionStorage)) {
  if (!key.startsWith("unsent:")) continue;
  const here = key.startsWith(`${mine}${location.pathname}:`);
  if (!key.startsWith(mine) || ((taken || !here) && JSON.parse(sessionStorage.getItem(key)).sent)) sessionStorage.removeItem(key);
}

const parts = [...document.querySelectorAll("form[data-autosave]")].flatMap((form) => {
  const own = [...form.querySelectorAll("[data-part]")].map((element) => new Part(element, form));
  form.addEventListener("submit", () => { for (const part of own.filter((p) => p.unsaved)) { clearTimeout(part.timer); part.keep(true); part.unsaved = false; } });
  return own;
});
addEventListener("beforeunload", (event) => {
  // The next page may be made before a save under way arrives: then the kept words are still wanted there.
  leaving = true;
  setTimeout(() => { leaving = false; }, RETRY);
  if (parts.some((part) => part.unsaved)) event.preventDefault();
});

// Going on by a link waits for the words that are not saved yet, a moment only: then the page warns as ever.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const waiting = parts.filter((part) => part.unsaved && !part.stopped);
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !link || link.target || link.download;
  if (elsewhere || event.defaultPrevented || link.origin !== location.origin || !waiting.length) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  await Promise.race([Promise.all(waiting.map((part) => part.flush())), pause(LEAVE)]);
  location.href = link.href;
});

// Ctrl + Enter, or Command + Enter, saves the form that one types in; the page says so where it holds.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
  const own = parts.filter((part) => part.form === event.target.form);
  if (!own.length) return;
  event.preventDefault();
  for (const part of own) if (part.unsaved) part.flush();
  const here = own.find((part) => part.element.contains(event.target));
  if (here && !here.unsaved) here.say(words.nothing);
});
const keys = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘+Enter" : "Ctrl+Enter";
for (const form of new Set(parts.map((part) => part.form))) {
  if (!matchMedia("(any-hover: hover)").matches) break; // a phone has no such keys
  const note = document.createElement("p");
  note.className = "hint no-print";
  note.textContent = words.keys.replace("{}", keys);
  [...form.querySelectorAll(".actions")].pop()?.after(note);
}
addEventListener("online", () => { for (const part of parts) if (part.unsaved) part.later(0); });
