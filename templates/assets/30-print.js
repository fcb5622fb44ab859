// @ts-check
// The button "Print this page".
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-playbook-print]")) window.print();
  });
})();
