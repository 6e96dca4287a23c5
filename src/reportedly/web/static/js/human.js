// The human test of a correction: put in by script, since without scripts it cannot be worked.
// Its answer goes along as the field "altcha"; who sends before it is done waits for it.

const place = document.querySelector("[data-human]");
const form = place?.closest("form");

if (place && form && globalThis.crypto?.subtle) {
  const worker = place.dataset.worker;
  globalThis.$altcha?.algorithms.set("PBKDF2/SHA-256", () => new Worker(worker));
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", place.dataset.src);
  widget.setAttribute("language", place.dataset.language);
  widget.setAttribute("auto", "onsubmit");
  widget.setAttribute("name", "altcha");
  widget.setAttribute(
    "configuration",
    JSON.stringify({ hideFooter: true, hideLogo: true, humanInteractionSignature: false, minDuration: 0 }),
  );
  place.append(widget);
  place.hidden = false;
}
