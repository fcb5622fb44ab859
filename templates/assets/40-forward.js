// @ts-check
// A page that has moved leads to where it is now, with all that its address says.
((playbook) => {
  "use strict";
  playbook.withPages(() => {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-playbook-forward]"));
    if (link) location.replace(link.href + location.search + location.hash);
  });
})(window.playbook);
