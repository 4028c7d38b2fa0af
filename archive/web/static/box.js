// Completions in the search box, as a WAI-ARIA combobox with a listbox, and "/" to get there. Without this file nothing is lost.

const PAUSE = 120; // milliseconds without a key before the archive is asked
const KINDS = ["names", "titles", "words"];

const input = document.getElementById("q");
if (input) {
  helpTyping(input);
  document.addEventListener("keydown", (event) => toTheBox(event, input));
}

function toTheBox(event, input) {
  const elsewhere = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || elsewhere) return;
  event.preventDefault();
  input.focus();
  input.select();
}

function helpTyping(input) {
  const list = element("div", { id: "completions", class: "completions", role: "listbox", "aria-label": input.dataset.label });
  const status = element("span", { class: "unseen", role: "status" });
  const items = new Map(); // option element -> completion
  let chosen = -1;
  let timer = 0;
  let request = new AbortController();

  list.hidden = true;
  input.form.append(list, status);
  setAll(input, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-keyshortcuts": "/",
  });

  function forget() {
    clearTimeout(timer);
    request.abort();
  }

  function close() {
    forget();
    list.hidden = true;
    list.replaceChildren();
    items.clear();
    chosen = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(answer) {
    close();
    list.replaceChildren(...KINDS.filter((kind) => answer[kind].length).map((kind) => group(kind, answer[kind])));
    if (!items.size) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = input.dataset.told.replace("{n}", items.size);
  }

  function group(kind, completions) {
    const label = element("div", { class: "kind", id: `completions-${kind}` }, input.dataset[kind]);
    return element("div", { role: "group", "aria-labelledby": label.id }, label, ...completions.map((item) => option(kind, item)));
  }

  function option(kind, item) {
    const value = element("span", { lang: "zh-CN" }, item.value);
    const count = element("span", { class: "count" }, item.count.toLocaleString());
    const made = element("div", { role: "option", id: `completion-${items.size}`, "aria-selected": "false" }, value, count);
    items.set(made, { ...item, kind });
    return made;
  }

  async function ask() {
    forget();
    const typed = input.value;
    if (!typed.trim() || typed !== typed.trimEnd()) return close();
    request = new AbortController();
    const address = new URL(input.dataset.complete, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal: request.signal });
      const told = answer.ok ? await answer.json() : null;
      if (told && input.value === typed && document.activeElement === input) show(told);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function askSoon() {
    forget();
    timer = setTimeout(ask, PAUSE);
  }

  // One step further than the last option, or before the first, is the box itself: nothing is chosen there.
  function move(step) {
    if (list.hidden) {
      ask();
      return true;
    }
    forget(); // a list that came in now would take the choice away
    const options = [...items.keys()];
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = ((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    if (chosen < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }
    return true;
  }

  // A title is a choice, not words to look for: it leads to its own passages. Anything else is searched for with the filters as they are.
  function take(item) {
    close();
    if (item.kind === "titles") {
      location.assign(item.url);
    } else {
      input.value = item.query;
      input.form.requestSubmit();
    }
  }

  function enter() {
    const item = list.hidden ? undefined : items.get([...items.keys()][chosen]);
    if (item) take(item);
    else close();
    return Boolean(item);
  }

  function escape() {
    const open = !list.hidden;
    close();
    return open;
  }

  const keys = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: enter, Escape: escape };

  input.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // the keys belong to the input method; 229 is what Safari says
    if (composing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
  input.addEventListener("input", (event) => event.isComposing || askSoon());
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const item = items.get(event.target.closest("[role=option]"));
    if (item) take(item);
  });
}

function element(name, attributes, ...content) {
  const made = document.createElement(name);
  setAll(made, attributes);
  made.append(...content);
  return made;
}

function setAll(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}
