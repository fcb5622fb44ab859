// @ts-check
// Search, as far as every page needs it: nothing of the index is loaded before somebody searches.
((playbook) => {
  "use strict";
  if (playbook.begin) return;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // This script lies in assets/playbook/. Addresses of the head go stale where the theme changes pages.
  const root = new URL("../../", script.src);
  const onDisk = root.protocol === "file:";

  /** The full address of a page; from a folder nothing shows a folder's index by itself. @param {string} path */
  const address = (path) => new URL(onDisk ? path.replace(/(^|\/)(#|\?|$)/, "$1index.html$2") : path, root).href;

  /** Load a script of the search. @param {string} name @returns {Promise<void>} */
  const load = (name) =>
    new Promise((done, fail) => {
      const tag = document.createElement("script");
      tag.src = new URL(`search/${name}`, root).href;
      tag.onload = () => done();
      tag.onerror = () => {
        tag.remove();
        fail(new Error(name));
      };
      document.head.append(tag);
    });

  /** @type {Promise<any> | undefined} */
  let loading;

  /** The ranking, loaded once. @returns {Promise<any>} */
  function ranking() {
    loading = loading || Promise.all([playbook.search || load("engine.js"), playbook.found || load("index.js")]).then(() => playbook.search.ranking(playbook.found));
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  }

  /** Hand a form to its script once the ranking is there; where it does not load, say so, and try again
   * whenever the form is touched, be it while a try is still under way.
   * @param {HTMLFormElement} form @param {"box" | "find"} name @returns {() => void} tries to load it */
  function prepare(form, name) {
    const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const before = status.textContent;
    const touched = new AbortController();
    let touches = 0; // since this try began
    const attempt = () => {
      if (touches++) return;
      ranking().then(
        (found) => {
          touched.abort();
          status.textContent = before;
          playbook.search[name](form, found, address);
        },
        () => {
          status.textContent = form.dataset.failed || "";
          const again = touches > 1;
          touches = 0;
          if (again) attempt();
        },
      );
    };
    form.dataset.searchReady = "";
    for (const touch of ["focusin", "input"]) form.addEventListener(touch, attempt, { signal: touched.signal });
    return attempt;
  }

  function start() {
    const box = document.querySelector("form[data-playbook-search]:not([data-search-ready])");
    if (box instanceof HTMLFormElement) {
      box.action = address("find/");
      const link = box.parentElement && box.parentElement.querySelector("a.pb-search-open");
      if (link) link.setAttribute("href", address("find/#ask"));
      const attempt = prepare(box, "box");
      if (box.contains(document.activeElement)) attempt();
    }
    for (const form of document.querySelectorAll("form[data-playbook-ask]")) form.setAttribute("action", address("find/"));
    const find = document.querySelector("form[data-playbook-find]:not([data-search-ready])");
    if (find instanceof HTMLFormElement) {
      const attempt = prepare(find, "find");
      const field = /** @type {HTMLInputElement} */ (find.elements.namedItem("q"));
      if (location.hash === `#${field.id}`) field.focus();
      if (field.value || location.search.length > 1) attempt();
    }
  }

  playbook.begin = start;
  playbook.searchScript = load;
  playbook.ownScript = (name) => new URL(`assets/playbook/${name}.js`, root).href;
  playbook.withPages(start);
})((window.playbook = window.playbook || {}));
