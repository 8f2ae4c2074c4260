/** Somebody came here, by a mail perhaps: what they were told of this page is read. Fetched only while anything is unread. */

const badge = document.querySelector("[data-unread]");
const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];

if (token) {
  const answer = await fetch(badge.dataset.unread, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    body: new URLSearchParams({ path: location.pathname }),
  }).catch(() => null); // it stays unread: nothing is lost
  if (answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json")) {
    const { unread } = await answer.json();
    if (unread) badge.firstElementChild.textContent = unread;
    else badge.remove();
  }
}
