// Loads the week again when the mailbox has changed, so that a meeting is seen to arrive.
const week = document.querySelector("[data-revision]");
const shown = week?.getAttribute("data-revision");

async function reloadIfChanged() {
  if (document.hidden) return;
  const answer = await fetch(`${location.pathname}/revision`);
  if (answer.ok && (await answer.text()) !== shown) location.reload();
}

setInterval(() => void reloadIfChanged(), 1000);
