// A clause opens where it is clicked or when the address names it.
function openNamed() {
  const clause = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = clause?.matches(".clause") ? clause.querySelector(".unfolding") : null;
  if (!details) return;
  details.open = true;
  clause.scrollIntoView({ block: "nearest" });
}

function isReading(event) {
  return event.target.closest("a, button") || String(getSelection());
}

document.addEventListener("click", (event) => {
  const wording = event.target.closest(".clause > .wording");
  if (wording && !isReading(event)) {
    const details = wording.parentElement.querySelector(".unfolding");
    details.open = !details.open;
  }
});

// What is open is named in the address, so that another language shows the same place.
document.addEventListener("toggle", (event) => {
  const clause = event.target.matches?.(".unfolding") ? event.target.closest(".clause") : null;
  if (!clause || !event.target.open || location.hash === `#${clause.id}`) return;
  history.replaceState(history.state, "", `#${clause.id}`);
  dispatchEvent(new Event("addresschange"));
}, true);

addEventListener("hashchange", openNamed);
openNamed();
