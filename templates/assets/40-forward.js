// @ts-check
// What has moved leads to where it is now: a page, with all that its address says, and an entry of a list
// that stands on another of its pages.
((playbook) => {
  "use strict";
  function forward() {
    const page = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-playbook-forward]"));
    if (page) location.replace(page.href + location.search + location.hash);
    const named = location.hash && document.getElementById(location.hash.slice(1));
    const link = named && named.closest("[data-playbook-elsewhere]") && named.querySelector("a");
    if (link) location.replace(link.href);
  }
  playbook.withPages(forward);
  window.addEventListener("hashchange", forward);
})(window.playbook);
