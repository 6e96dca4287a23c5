// What every page of the desk does: light or dark, as the person last chose in this browser.

const KEY = "reportedly-theme";
const root = document.documentElement;

function apply(theme) {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

apply(localStorage.getItem(KEY));

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const next = dark ? "light" : "dark";
    localStorage.setItem(KEY, next);
    apply(next);
  });
}

// What is folded away on a phone stands open where there is room.
if (matchMedia("(min-width: 60rem)").matches) {
  for (const details of document.querySelectorAll("details[data-wide]")) details.open = true;
}
