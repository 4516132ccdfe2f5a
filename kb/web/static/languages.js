// Links to other languages keep the anchor: the reader stays at the same clause.
document.documentElement.classList.add("js");

const links = document.querySelectorAll(".languages a");

function keepAnchor() {
  for (const link of links) {
    link.hash = location.hash.startsWith("#ui-main") ? "" : location.hash;
  }
}

for (const change of ["hashchange", "addresschange"]) addEventListener(change, keepAnchor);
keepAnchor();
