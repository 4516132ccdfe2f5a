// The text of a wording, without what stands beside it, and the address of a clause can be copied.
const said = document.getElementById("ui-copied");

function wordingOf(button) {
  const wording = button.closest(".version, .clause").querySelector(".version-text, .wording").cloneNode(true);
  wording.querySelector(".untranslated")?.remove();
  return wording.textContent.trim();
}

function addressOf(button) {
  const address = new URL(location.href);
  address.hash = button.closest(".clause").id;
  return address.href;
}

async function copy(button) {
  const label = button.textContent;
  if (label === button.dataset.done) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy === "address" ? addressOf(button) : wordingOf(button));
  } catch {
    return;
  }
  button.textContent = said.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = label;
    said.textContent = "";
  }, 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

if (navigator.clipboard) {
  for (const copying of document.querySelectorAll(".copying")) copying.hidden = false;
}
