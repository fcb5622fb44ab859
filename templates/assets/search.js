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

  /** @param {string} name @returns {Promise<void>} */
  const load = (name) =>
    new Promise((done, fail) => {
      const tag = document.createElement("script");
      tag.src = new URL(`search/${name}`, root).href;
      tag.onload = () => done();
      tag.onerror = () => fail(new Error(name));
      document.head.append(tag);
    });

  /** @type {Promise<any> | undefined} */
  let loading;

  /** The ranking, loaded once. @returns {Promise<any>} */
  function ranking() {
    loading = loading || Promise.all([load("engine.js"), load("index.js")]).then(() => playbook.search.ranking(playbook.found));
    loading.catch(() => {
      loading = undefined; // the next key tries again
    });
    return loading;
  }

  function start() {
    const box = document.querySelector("form[data-playbook-search]:not([data-search-ready])");
    if (box instanceof HTMLFormElement) {
      box.dataset.searchReady = "";
      const ready = () => ranking().then((found) => playbook.search.box(box, found, address)).catch(() => {});
      box.action = address("find/");
      const link = box.parentElement && box.parentElement.querySelector("a.pb-search-open");
      if (link) link.setAttribute("href", address("find/"));
      box.addEventListener("focusin", ready, { once: true });
      if (box.contains(document.activeElement)) ready();
    }
    const find = document.querySelector("form[data-playbook-find]:not([data-search-ready])");
    if (find instanceof HTMLFormElement) {
      find.dataset.searchReady = "";
      ranking().then((found) => playbook.search.find(find, found, address)).catch(() => {});
    }
  }

  playbook.begin = start;
  const follow = /** @type {any} */ (window).document$;
  if (follow) follow.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
