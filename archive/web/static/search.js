// Filters, orders, pages and views without a new page: the same address is fetched and its parts are put in place.
// Every control works by itself; without this file each of them loads a page.

const PARTS = ["nav", "heading", "filters", "results"];
const PAUSE = 150; // milliseconds without a key before values of a facet are looked for

const form = document.getElementById("search");
const told = document.getElementById("told");
let shown = location.pathname + location.search;
let request = new AbortController(); // of a page
let lookup = new AbortController(); // of a facet's values
let timer = 0;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(asked(event.submitter));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#results a, #filters a");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const here = link && address(link).pathname === location.pathname && !link.hasAttribute("download");
  if (!plain || !here || event.defaultPrevented) return;
  event.preventDefault();
  go(address(link), "turn" in link.dataset);
});

document.addEventListener("change", (event) => {
  if (event.target.matches('#filters input[type="checkbox"]')) form.requestSubmit();
});

document.addEventListener("input", (event) => event.isComposing || findSoon(event.target));
document.addEventListener("compositionend", (event) => findSoon(event.target));

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) show(new URL(location.href), true);
});

// A link inside a drawing has no ordinary href.
function address(link) {
  return new URL(link.href.baseVal ?? link.href, location.href);
}

// The address that the form asks for; what is left empty is left out.
function asked(submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const wanted = new URL(form.action);
  wanted.search = new URLSearchParams([...data].filter(([, value]) => value.trim()));
  return wanted;
}

async function go(wanted, turned) {
  if (!(await show(wanted))) return;
  history.pushState(null, "", wanted);
  shown = wanted.pathname + wanted.search;
  if (turned) {
    document.getElementById("results").scrollIntoView();
    document.getElementById("summary").focus({ preventScroll: true });
  }
}

// Whether the page at this address was put in place of the present one. What is no result, or cannot be had, is loaded as a page.
async function show(wanted, back) {
  clearTimeout(timer);
  lookup.abort();
  request.abort();
  const { signal } = (request = new AbortController());
  document.getElementById("results").setAttribute("aria-busy", "true");
  try {
    const page = await fetched(wanted, signal);
    if (!page?.getElementById("results")) throw new TypeError("no result");
    put(page);
  } catch {
    if (!signal.aborted) location.assign(wanted);
    return false;
  }
  if (back) shown = wanted.pathname + wanted.search;
  told.textContent = document.getElementById("summary").textContent.replace(/\s+/g, " ").trim();
  return true;
}

async function fetched(wanted, signal) {
  const answer = await fetch(wanted, { signal });
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

function put(page) {
  const held = focused();
  const open = [...document.querySelectorAll("#filters, #filters details")].filter((one) => one.open).map((one) => one.id);
  for (const id of PARTS) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  document.title = page.title;
  form.elements.q.value = page.getElementById("q").value;
  if (held !== null) (document.querySelector(held) ?? document.getElementById("summary")).focus({ preventScroll: true });
}

// How to find again what has the focus; null where it stays where it is.
function focused() {
  const element = document.activeElement;
  if (!element?.closest(PARTS.map((id) => `#${id}`).join())) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.dataset.key) return `[data-key="${CSS.escape(element.dataset.key)}"]`;
  return element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : "#summary";
}

function findSoon(box) {
  if (!box.matches?.("#filters .find")) return;
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE, box);
}

// Only the values below the box change, so that whoever types is not disturbed.
async function find(box) {
  lookup.abort();
  const { signal } = (lookup = new AbortController());
  const place = (root) => root.querySelector(`[data-facet="${CSS.escape(box.closest("[data-facet]").dataset.facet)}"] .values`);
  try {
    const page = await fetched(asked(), signal);
    const values = page && place(page);
    if (values) place(document).replaceWith(document.adoptNode(values));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}
