// A clause opens where it is clicked or when the address names it; its text and its address can be copied.
function openNamed() {
  const clause = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = clause?.matches(".clause") ? clause.querySelector("details") : null;
  if (!details) return;
  details.open = true;
  clause.scrollIntoView({ block: "nearest" });
}

function isReading(event) {
  return event.target.closest("a, button") || String(getSelection());
}

async function copy(button) {
  const clause = button.closest(".clause");
  const address = new URL(location.href);
  address.hash = clause.id;
  const wording = clause.querySelector(".wording").cloneNode(true);
  wording.querySelector(".untranslated")?.remove();
  const text = button.dataset.copy === "address" ? address.href : wording.textContent.trim();
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return;
  }
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = label; }, 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    copy(button);
    return;
  }
  const wording = event.target.closest(".clause > .wording");
  if (wording && !isReading(event)) {
    const details = wording.parentElement.querySelector("details");
    details.open = !details.open;
  }
});

// What is open is named in the address, so that another language shows the same place.
document.addEventListener("toggle", (event) => {
  const clause = event.target.closest?.(".clause");
  if (!clause || !event.target.open || location.hash === `#${clause.id}`) return;
  history.replaceState(history.state, "", `#${clause.id}`);
  dispatchEvent(new Event("addresschange"));
}, true);

if (navigator.clipboard) {
  for (const copying of document.querySelectorAll(".copying")) copying.hidden = false;
}
addEventListener("hashchange", openNamed);
openNamed();
