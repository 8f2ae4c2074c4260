// Beside a team's own text: a folded note where a word takes power away from people, while it is being typed.
// The server finds the same words by the same rule (text/phrases.py). Nothing here blocks, counts or saves.

const WAIT = 700; // milliseconds after the last key
const WORD = /[\p{L}\p{N}]+(?:['’ʼ][\p{L}\p{N}]+)*/gu;
const JOINED = /^[\s\u00a0\u2010-\u2015-]+$/u;
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss" };
const about = document.getElementById("words-to-weigh")?.dataset;
const kept = new Set((about?.kept || "").split(" "));
const blank = document.createElement("template");
const byFirst = new Map();
const rows = new Map();

const fold = (word) => word.toLowerCase().replace(/['’ʼ]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[łøđðþæœıß]/g, (letter) => LETTERS[letter]);

function learn(list) {
  for (const row of list) {
    rows.set(row.key, row);
    for (const form of row.forms) {
      const words = form.split(" ");
      if (!words[0]) continue;
      for (const variant of [words, [...words.slice(0, -1), `${words.at(-1)}s`]]) {
        byFirst.set(variant[0], [...(byFirst.get(variant[0]) || []), { variant, key: row.key }]);
      }
    }
  }
  for (const variants of byFirst.values()) variants.sort((a, b) => b.variant.length - a.variant.length);
}

export function find(typed) {
  const text = typed.normalize("NFC");
  const words = [...text.matchAll(WORD)].map((m) => ({ folded: fold(m[0]), start: m.index, end: m.index + m[0].length }));
  const found = new Map();
  for (let at = 0; at < words.length; at += 1) {
    const hit = (byFirst.get(words[at].folded) || []).find(({ variant }) => variant.every((word, n) => words[at + n]?.folded === word
      && (n === 0 || JOINED.test(text.slice(words[at + n - 1].end, words[at + n].start)))));
    if (!hit) continue;
    const last = at + hit.variant.length - 1;
    if (!found.has(hit.key)) found.set(hit.key, text.slice(words[at].start, words[last].end));
    at = last;
  }
  return found;
}

function show(place, box) {
  const found = find(box.value);
  for (const note of [...place.children]) if (!found.has(note.dataset.word) || kept.has(note.dataset.word)) note.remove();
  for (const [key, written] of found) {
    if (kept.has(key) || place.querySelector(`[data-word="${key}"]`)) continue;
    const note = blank.content.firstElementChild.cloneNode(true);
    note.dataset.word = key;
    for (const each of note.querySelectorAll("[data-written]")) each.textContent = written;
    note.querySelector("[data-reason]").textContent = rows.get(key).reason;
    note.querySelector("[data-better]").textContent = rows.get(key).better;
    if (about.kept === undefined) note.querySelector("button").closest("p").remove(); // no idea yet to keep it in
    else note.querySelector("button").value = key;
    place.append(note);
  }
}

// Kept at once, without leaving the page; if that does not get through, the note is only gone from this page.
function keep(event) {
  const button = event.target.closest("button[name=keep_word]");
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const box = document.getElementById(button.closest("[data-notes-for]").dataset.notesFor);
  kept.add(button.value);
  for (const note of document.querySelectorAll(`.word-note[data-word="${button.value}"]`)) note.remove();
  box.focus();
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("keep_word", button.value);
  fetch(location.href, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => {});
}

async function begin() {
  const places = [...document.querySelectorAll("[data-notes-for]")];
  if (!about || !places.length) return;
  document.addEventListener("click", keep);
  const response = await fetch(about.list, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const { words, note } = await response.json();
  learn(words);
  blank.innerHTML = note.trim();
  for (const place of places) {
    const box = document.getElementById(place.dataset.notesFor);
    let timer = 0;
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => show(place, box), WAIT); });
    if (box.value) show(place, box);
  }
}

begin().catch(() => {}); // offline: the notes come with the next page
