// Suggestions while typing, by the combobox pattern; "/" goes to the search box.
const field = document.querySelector("[data-suggest]");
const input = field?.querySelector("input");
const GROUPS = { role: "roles", term: "terms", word: "words", clause: "clauses" };
const WAIT = 120;

let list = null;
let options = [];
let active = -1;
let latest = 0;
let timer = 0;

function close() {
  latest += 1;
  clearTimeout(timer);
  list?.remove();
  list = null;
  options = [];
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function option(suggestion, number) {
  const language = document.querySelector(`.languages [data-code="${suggestion.language}"]`);
  const made = element("div", { role: "option", id: `ui-option-${number}`, "aria-selected": "false", "data-url": suggestion.url });
  const tag = language?.lang ?? suggestion.language;
  made.append(element("span", { lang: tag }, suggestion.text));
  if (suggestion.language !== field.dataset.reader) {
    made.append(element("small", { "data-language": suggestion.language, lang: tag }, language?.textContent ?? tag));
  }
  return made;
}

function show(suggestions) {
  close();
  if (!suggestions.length || document.activeElement !== input) return;
  list = element("div", { role: "listbox", id: "ui-suggestions", class: "suggestions", "aria-label": input.labels[0].textContent });
  for (const [kind, title] of Object.entries(GROUPS)) {
    const ofKind = suggestions.filter((suggestion) => suggestion.kind === kind);
    if (!ofKind.length) continue;
    const group = element("div", { role: "group", "aria-label": field.dataset[title] });
    group.append(element("div", { class: "group", "aria-hidden": "true" }, field.dataset[title]));
    for (const suggestion of ofKind) {
      const made = option(suggestion, options.length);
      options.push(made);
      group.append(made);
    }
    list.append(group);
  }
  field.append(list);
  input.setAttribute("aria-expanded", "true");
}

async function ask() {
  const text = input.value.trim();
  const number = ++latest;
  if (!text) {
    close();
    return;
  }
  const address = `${field.dataset.suggest}?${new URLSearchParams({ q: text, reader: field.dataset.reader })}`;
  try {
    const response = await fetch(address);
    const answer = response.ok ? await response.json() : { suggestions: [] };
    // An answer to what is no longer in the box is dropped.
    if (number === latest) show(answer.suggestions);
  } catch {
    if (number === latest) close();
  }
}

function move(step) {
  options[active]?.setAttribute("aria-selected", "false");
  active += step;
  if (active < -1) active = options.length - 1;
  if (active >= options.length) active = -1;
  const chosen = options[active];
  if (!chosen) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", chosen.id);
}

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!options.length) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    location.assign(options[active].dataset.url);
  } else if (event.key === "Escape" && list) {
    event.preventDefault();
    close();
  } else if (event.key === "Tab") {
    close();
  }
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]");
}

if (input) {
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "ui-suggestions", "aria-haspopup": "listbox",
  })) input.setAttribute(name, value);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    latest += 1;
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("pointerdown", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (!chosen || event.button !== 0) return;
    event.preventDefault();
    location.assign(chosen.dataset.url);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
