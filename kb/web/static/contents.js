// The contents say which section is being read.
const links = new Map(
  [...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = null;

function show() {
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const heading = atEnd ? headings.at(-1) : passed.at(-1);
  const link = heading ? links.get(heading.id) : null;
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  current = link;
  const strip = link?.closest(".contents");
  if (strip && strip.scrollWidth > strip.clientWidth) {
    strip.scrollTo({ left: link.offsetLeft - 40 });
  }
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    show();
  });
}, { passive: true });
show();
