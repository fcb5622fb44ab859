// @ts-check
// The button "Search" of the head: it opens the theme's search where its field is out of sight.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest("[data-playbook-search]")) return;
    const field = document.querySelector("[data-md-component=search-query]");
    if (field instanceof HTMLElement) field.focus();
  });
  // The theme leaves the dialog without a name, and shut it must not be a dialog at all.
  const dialog = document.querySelector("[data-md-component=search]");
  const button = document.querySelector("[data-playbook-search]");
  if (dialog && button) dialog.setAttribute("aria-label", button.getAttribute("aria-label") || "");
})();
