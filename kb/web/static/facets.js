// A ticked filter takes effect at once: results and counts change in place, the focus stays where it is.
const form = document.getElementById("ui-search");
let latest = 0;
let shown = location.search;

function address() {
  // With the button that filters without this script: it may have something to say, too.
  const parameters = new URLSearchParams(new FormData(form, document.querySelector("#ui-facets button")));
  return `${form.action.split("?")[0]}?${parameters}`;
}

async function show(url) {
  const number = ++latest;
  const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
  if (number !== latest) return;
  if (!response?.ok) {
    location.assign(url);
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (number !== latest) return;
  const focused = document.activeElement?.id;
  for (const id of ["ui-facets", "ui-results", "ui-margin"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  for (const [index, link] of document.querySelectorAll(".languages a").entries()) {
    link.href = page.querySelectorAll(".languages a")[index].getAttribute("href");
  }
  document.title = page.title;
  if (focused) document.getElementById(focused)?.focus();
}

document.addEventListener("change", (event) => {
  if (!event.target.matches("[type=checkbox]")) return;
  const url = address();
  history.pushState(null, "", url);
  shown = location.search;
  show(url);
});

// A jump within the page changes what stands behind the # alone, and shows nothing else.
addEventListener("popstate", () => {
  if (location.search !== shown) location.reload();
});
