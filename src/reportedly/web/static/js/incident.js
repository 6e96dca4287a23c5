// Reasons are worked out when somebody asks for them: the first time the details are opened.

for (const details of document.querySelectorAll("details[data-reasons]")) {
  details.addEventListener("toggle", () => {
    if (details.open) window.htmx?.trigger(details.querySelector("[hx-get]"), "open-first");
  });
}
