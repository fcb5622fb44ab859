// @ts-check
// Light or dark: what the reader chose, or else what the system says. It runs before anything of the page
// is drawn, so that no page flashes and nothing moves.
((playbook) => {
  "use strict";
  /** Do something with every page: once it is read, and whenever the theme shows another without loading it. */
  playbook.withPages = (work) => {
    const begin = () => {
      work();
      window.document$?.subscribe(work);
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
    else begin();
  };
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** Where the theme keeps it, so that a choice made before stays. */
  const KEY = `${new URL("../../", script.src).pathname}.__palette`;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** @type {string | undefined} what was chosen on this page, where the browser forbids storage */
  let chosen;

  function kept() {
    try {
      const { scheme } = JSON.parse(String(localStorage.getItem(KEY))).color;
      return ["default", "slate"].includes(scheme) ? scheme : undefined;
    } catch {
      return undefined;
    }
  }

  function show() {
    const scheme = chosen ?? kept() ?? (dark.matches ? "slate" : "default");
    document.body.dataset.mdColorScheme = scheme;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-scheme]")))
      button.setAttribute("aria-pressed", String(scheme === "slate"));
  }

  document.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-scheme]"))) return;
    chosen = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
    try {
      localStorage.setItem(KEY, JSON.stringify({ index: Number(chosen === "slate"), color: { scheme: chosen } }));
    } catch {}
    show();
  });
  dark.addEventListener("change", show);
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    chosen = undefined;
    show();
  });
  playbook.withPages(show);
  show();
})((window.playbook = window.playbook || {}));
