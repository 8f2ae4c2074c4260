/** Small comforts of every page. Nothing here is needed: each page works without it. */

/** An open menu closes when something else is chosen, or with Escape. */
const menus = document.querySelectorAll("details.menu");
function close(menu) {
  menu.open = false;
}
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) close(menu);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    close(menu);
    menu.querySelector("summary").focus();
  }
});

/** Signing out leaves no unsent words behind on a shared computer. */
for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => sessionStorage.clear());
}

/** A link to something inside a folded part, or to what such a part belongs to, opens it. */
function unfold() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  let part = target && (target.closest("details:not([open])") ?? target.querySelector(":scope > details[data-fold]:not([open])"));
  if (!part) return;
  // A fold may lie in another.
  for (; part; part = part.parentElement.closest("details:not([open])")) part.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

/** "Open all" buttons. */
for (const button of document.querySelectorAll("button[data-open-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const part of document.querySelectorAll("details[data-fold]")) part.open = true;
  });
}

/** Folded parts open before printing, so that the paper holds all of the page. */
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open], .ask-first)")];
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

/** "Copy" buttons, beside what is shown once. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    await navigator.clipboard.writeText(box.value);
    button.textContent = button.dataset.done;
  });
}

/** "Print" buttons. */
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/** Words kept through a lost sign-in are sent with the token of the sign-in since, made in another tab. */
for (const form of document.querySelectorAll("form[data-fresh-token]")) {
  form.addEventListener("submit", () => {
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  });
}

/** Only pages with something to write need to count and to guard. */
if (document.querySelector("[data-count], form[data-guard]")) import("./counting.js");

/** Whoever comes to a page that they were told of has read it. */
if (document.querySelector("[data-unread]")) import("./noticing.js");

/** Where several people may write, each sees who else is there. */
if (document.querySelector("[data-presence]")) import("./presence.js");
