/** Beside text boxes: how much room is left, and a warning before words that were not sent are lost. */

/** How many characters are left, near the limit only, by the rule of the server: a line end counts once. */
const words = document.getElementById("count-words").dataset;
function count(field) {
  const limit = Number(field.dataset.count);
  const note = document.createElement("p");
  note.className = "hint counter";
  note.setAttribute("aria-live", "polite");
  field.after(note);
  const show = () => {
    const left = limit - [...field.value.normalize("NFC")].length;
    note.textContent = left > limit / 10 ? "" : left < 0 ? words.over.replace("{}", -left) : words.left.replace("{}", left);
  };
  field.addEventListener("input", show);
  show();
}
for (const field of document.querySelectorAll("[data-count]")) count(field);

/** A form that does not save itself holds unsent words once somebody typed, and when it comes back with errors. */
const refused = document.querySelector(".error-summary") !== null;
const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
const isTouched = (field) => (isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
const typedIn = (form) => [...form.querySelectorAll("input, textarea")].some(isTouched);

const sent = new Set();
const guarded = [...document.querySelectorAll("form[data-guard]")];
for (const form of guarded) form.addEventListener("submit", () => sent.add(form));
addEventListener("pageshow", (event) => { if (event.persisted) sent.clear(); }); // back again: sending may have failed
addEventListener("beforeunload", (event) => {
  if (guarded.some((form) => !sent.has(form) && (refused || typedIn(form)))) event.preventDefault();
});
