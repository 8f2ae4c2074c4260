/**
 * Names after an @ in a comment: a short list below the box, for keys, pointer and screen reader. The names are those
 * of the tick boxes beside it, which do the same without script.
 */

const words = document.getElementById("name-words").dataset;
const AT = /(^|[^\w@.])@([^@\n]{0,40})$/u;
const MOST = 6;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const ENDS = ["pointerup", "pointercancel"];
let pressed = false;
addEventListener("pointerdown", () => { pressed = true; }, true);
for (const end of ENDS) addEventListener(end, () => { pressed = false; }, true);

function suggest(box, names) {
  const list = document.createElement("ul");
  list.id = `${box.id}_names`;
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.label);
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("aria-live", "polite");
  box.after(list, said);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  let begun = -1; // where the @ stands
  let chosen = 0;
  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    list.replaceChildren();
    box.removeAttribute("aria-activedescendant");
  }
  function point(number) {
    chosen = (number + options().length) % options().length;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    box.setAttribute("aria-activedescendant", options()[chosen].id);
  }
  function take(name) {
    const end = box.selectionStart;
    const space = box.value[end] === " " ? "" : " ";
    box.setRangeText(`@${name}${space}`, begun, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true })); // whoever counts or guards hears of it
    said.textContent = "";
    close();
  }
  function look() {
    const before = box.value.slice(0, box.selectionStart).match(AT);
    if (!before || box.selectionStart !== box.selectionEnd) {
      said.textContent = "";
      return close();
    }
    const typed = plain(before[2]);
    begun = box.selectionStart - before[2].length - 1;
    const starts = (name) => plain(name).startsWith(typed) || plain(name).split(/\s+/).some((part) => part.startsWith(typed));
    const found = names.filter((name) => starts(name) && plain(name) !== typed.trim()).slice(0, MOST);
    close();
    if (!found.length) {
      said.textContent = typed && !typed.includes(" ") && !names.some((name) => typed.trim() === plain(name)) ? words.none : "";
      return;
    }
    list.append(...found.map((name, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}_${at}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault(); // the box keeps the focus
        take(name);
      });
      return option;
    }));
    list.hidden = false;
    said.textContent = found.length === 1 ? words.one : words.found.replace("{}", found.length);
    point(0);
  }

  box.addEventListener("input", look);
  box.addEventListener("click", look);
  // A list that closes while a button below it is pressed would move the button away from under the pointer.
  box.addEventListener("blur", () => {
    if (!pressed) return setTimeout(close);
    for (const end of ENDS) addEventListener(end, () => setTimeout(close), { once: true });
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(chosen + step);
    else if (event.key === "Enter") take(options()[chosen].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

for (const box of document.querySelectorAll("textarea[name=text]")) {
  const ticks = box.form.querySelectorAll("input[name=tell]");
  const names = [...ticks].map((tick) => tick.labels[0].textContent.trim());
  if (names.length) suggest(box, names);
}
