// The desk by keyboard: j and k, or Alt with an arrow, go from one open row to the next; ? tells so.
const rows = [...document.querySelectorAll(".aligned tr.is-open")];
const keys = document.getElementById("ui-keys");
const button = document.querySelector("[data-keys]");
let at = -1;

function isTyping(event) {
  return event.target.closest?.("input, textarea, select, [contenteditable]");
}

function current() {
  const row = document.activeElement?.closest(".aligned tr");
  return row ? rows.indexOf(row) : at;
}

function go(step) {
  if (!rows.length) return;
  const from = current();
  at = from < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, from + step));
  const row = rows[at];
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
  // The row is named in the address, so that it can be sent and reloaded.
  history.replaceState(history.state, "", `#${row.id}`);
  dispatchEvent(new Event("addresschange"));
}

function stepOf(event) {
  if (event.altKey && !event.ctrlKey && !event.metaKey) return { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
  if (event.altKey || event.ctrlKey || event.metaKey) return 0;
  return { j: 1, k: -1 }[event.key] ?? 0;
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || keys.open) return;
  const step = stepOf(event);
  if (step) {
    event.preventDefault();
    go(step);
  } else if (event.key === "?") {
    event.preventDefault();
    keys.showModal();
  } else if (event.key === "e" && !event.altKey && !event.ctrlKey && !event.metaKey) {
    const link = rows[current()]?.querySelector("td:not(:first-child) .place a") ?? rows[current()]?.querySelector(".place a");
    if (link) location.assign(link.href);
  }
});

button.hidden = false;
button.addEventListener("click", () => keys.showModal());
const named = rows.findIndex((row) => row.id === decodeURIComponent(location.hash.slice(1)));
if (named >= 0) at = named;
