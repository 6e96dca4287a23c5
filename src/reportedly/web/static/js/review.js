// Review by keyboard: the next event is fetched while this one is read, and shown at once when it
// is decided; the decision is sent behind it, one after the other. Without this script the same
// forms and links do the same with a reload.

const KEYS = "reportedly-keys";
const PART = { "HX-Request": "true", "HX-Request-Type": "partial" };
const pages = new Map(); // addresses to promises of parts, fetched ahead
let sending = Promise.resolve();

const find = (id) => document.getElementById(id);
const work = () => find("work");

function isTyping(element) {
  return Boolean(
    element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]"),
  );
}

async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: PART, credentials: "same-origin" });
  if (answer.redirected && new URL(answer.url).pathname.endsWith("/sign-in")) location.assign(url);
  return { ok: answer.ok, html: await answer.text() };
}

function fetchAhead() {
  const next = work()?.dataset.next;
  if (!next || pages.has(next)) return;
  pages.clear();
  pages.set(next, ask(next));
}

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function settle() {
  const words = find("w-category");
  const panel = document.querySelector(".text");
  if (words && panel && panel.scrollHeight > panel.clientHeight) {
    panel.scrollTop = words.offsetTop - panel.clientHeight / 3;
  }
  fetchAhead();
}

async function show(url, push = true) {
  const page = await (pages.get(url) ?? ask(url));
  const part = parse(page.html).getElementById("work");
  if (!page.ok || !part) {
    location.assign(url);
    return;
  }
  work().replaceWith(part);
  if (push) history.pushState({ reviewed: true }, "", url);
  window.htmx?.process(part);
  scrollTo({ top: 0 });
  part.querySelector("h1")?.focus({ preventScroll: true });
  settle();
}

function say(html, bad) {
  const box = find("said");
  box.className = bad ? "notice bad" : "";
  box.replaceChildren(...parse(html).body.childNodes);
}

async function send(url, body) {
  const answer = await ask(url, { method: "POST", body });
  const found = parse(answer.html);
  if (answer.ok) {
    const recent = found.getElementById("recent");
    if (recent) find("recent").replaceWith(recent);
    const first = recent?.querySelector(".deed-line > span");
    say(first ? first.innerHTML : "", false);
  } else {
    say((found.querySelector("main, .late") ?? found.body).innerHTML, true);
  }
  return answer.ok;
}

// Decisions go one after the other: what is undone must have arrived.
function decide(form, button) {
  const body = new FormData(form, button);
  const address = form.getAttribute("action"); // form.action is a button of that name
  const to = body.get("to");
  const ahead = form.dataset.decide === "judge" && work().dataset.next === to;
  if (ahead) show(to);
  else work().setAttribute("aria-busy", "true");
  sending = sending.then(async () => {
    const ok = await send(address, body);
    if (ahead) return;
    pages.clear();
    work().removeAttribute("aria-busy");
    if (ok) await show(to || location.href);
  });
}

function flash(elements) {
  for (const element of elements) {
    element.classList.remove("flash");
    void element.offsetWidth; // starts the animation anew
    element.classList.add("flash");
  }
  elements[0]?.scrollIntoView({ block: "center", inline: "nearest" });
}

function goToWords(key) {
  const words = [...document.querySelectorAll(`[data-keys~="${CSS.escape(key)}"]`)];
  flash(words);
  words.find((one) => one.matches("a"))?.focus({ preventScroll: true });
}

function goToField(key) {
  const field = find(`f-${key}`) ?? find(`f-${key.split("-")[0]}`);
  if (!field) return;
  flash([field]);
  const link = field.matches("a") ? field : field.querySelector("a, summary");
  link?.focus({ preventScroll: true });
}

function findKey(key) {
  return [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key === key && !one.hidden && !one.disabled,
  );
}

function openEdit() {
  const all = [...document.querySelectorAll("#work details.edit")];
  if (!all.length) return;
  const near = document.activeElement?.closest(".field, .value")?.closest(".field");
  const one = near?.querySelector("details.edit") ?? all[0];
  one.open = true;
  one.querySelector("select, input:not([type=hidden])").focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) return find(opener.dataset.opens).showModal();
  const go = event.target.closest("[data-go]");
  if (go) {
    event.preventDefault();
    return goToWords(go.dataset.go);
  }
  const mark = event.target.closest("#work .text [data-keys]");
  if (mark && !getSelection().toString()) {
    event.preventDefault();
    return goToField(mark.dataset.keys.split(" ")[0]);
  }
  const step = event.target.closest("a[data-step]");
  if (step && find("recent") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(step.getAttribute("href"));
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset?.decide || !find("recent")) return;
  event.preventDefault();
  decide(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    const edit = event.target.closest("details.edit");
    event.target.blur();
    if (edit) {
      edit.open = false;
      edit.querySelector("summary").focus();
    }
    return;
  }
  if (localStorage.getItem(KEYS) === "off" || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "e") {
    event.preventDefault();
    return openEdit();
  }
  if (!findKey(event.key) && event.key !== "u") return;
  event.preventDefault();
  // What is undone is the last decision, also where it is still on its way.
  if (event.key === "u") sending.then(() => findKey("u")?.click());
  else findKey(event.key).click();
});

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = localStorage.getItem(KEYS) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEYS, box.checked ? "on" : "off"));
}
for (const button of document.querySelectorAll("[data-opens]")) button.hidden = false;
addEventListener("popstate", () => find("recent") && show(location.pathname + location.search, false));
document.addEventListener("htmx:after:swap", settle);
settle();
