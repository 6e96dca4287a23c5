// Asks for a part of the page again while something goes on: [data-follow] names where from. The
// answer's part of the same id takes its place; when it has no data-follow, it is over.

const EVERY_MS = 2000;
const MOST_MS = 30000;

async function follow(id, wait) {
  await new Promise((done) => setTimeout(done, wait));
  const part = document.getElementById(id);
  const from = part?.dataset.follow;
  if (!from) return;
  let next = EVERY_MS;
  try {
    const answer = await fetch(from, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (!fresh) return;
    const status = part.querySelector("[role=status]");
    const said = fresh.querySelector("[role=status]");
    // A screen reader hears what changes inside a status that stays, so that one is kept.
    if (status && said) {
      if (status.textContent !== said.textContent) status.replaceChildren(...said.childNodes);
      said.replaceWith(status);
    }
    part.replaceWith(fresh);
  } catch {
    next = Math.min(wait * 2, MOST_MS); // the server is away; it may come back
  }
  follow(id, next);
}

for (const part of document.querySelectorAll("[data-follow]")) follow(part.id, EVERY_MS);
