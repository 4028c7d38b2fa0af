// On a speech's page: a paragraph's link is copied instead of followed, and one goes from hit to hit. Without this file the links are links.

const KEYS = "keys"; // where it is kept that somebody wants no single letters for keys

const status = document.createElement("span");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

for (const link of document.querySelectorAll("a.copy")) {
  if (navigator.clipboard) link.addEventListener("click", copy);
}
const nav = document.getElementById("hits");
const hits = [...document.querySelectorAll(".body mark:not(.passage)")];
if (nav && hits.length) leap(nav, hits);

async function copy(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const link = event.currentTarget;
  const words = link.textContent;
  if (words === link.dataset.copied) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    location.assign(link.href);
    return;
  }
  link.textContent = status.textContent = link.dataset.copied;
  link.addEventListener("blur", restore, { once: true });
  link.parentElement.addEventListener("mouseleave", restore, { once: true });

  function restore() {
    link.textContent = words;
    status.textContent = "";
  }
}

function leap(nav, hits) {
  const place = document.createElement("output");
  const bar = document.createElement("div");
  let current = -1;

  function go(step) {
    hits[current]?.classList.remove("current");
    current = current < 0 ? first(step) : (current + step + hits.length) % hits.length;
    const hit = hits[current];
    hit.classList.add("current");
    hit.scrollIntoView({ block: "center" });
    place.textContent = nav.dataset.place.replace("{n}", current + 1).replace("{all}", hits.length);
  }

  // Where nothing has been visited yet, go on from what is on the screen.
  function first(step) {
    const below = hits.findIndex((hit) => hit.getBoundingClientRect().top >= 0);
    if (step > 0) return Math.max(below, 0);
    return below > 0 ? below - 1 : hits.length - 1;
  }

  const keys = document.createElement("input");
  keys.type = "checkbox";
  keys.checked = recall() !== "off";
  keys.addEventListener("change", () => remember(keys.checked ? "on" : "off"));
  const label = document.createElement("label");
  label.append(keys, " ", nav.dataset.keys);
  bar.className = "leaps";
  bar.append(button(nav.dataset.previous, -1), place, button(nav.dataset.next, 1), label);
  nav.append(bar);

  function button(words, step) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => go(step));
    return made;
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const step = { n: 1, p: -1 }[event.key];
    if (!step || !keys.checked || typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(step);
  });
}

function recall() {
  try {
    return localStorage.getItem(KEYS);
  } catch {
    return null; // storage may be forbidden
  }
}

function remember(value) {
  try {
    localStorage.setItem(KEYS, value);
  } catch {
    // then it holds for this page
  }
}
