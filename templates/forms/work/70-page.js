// @ts-check
// The page "My work": a list of what is here, files, and wiping.
((playbook) => {
  "use strict";
  if (playbook.work) return;

  /** Open a dialog with one field. @param {any} dialog @param {string} now @param {(given: string) => void} work @param {() => void} [stop] */
  function ask(dialog, now, work, stop) {
    const input = dialog.querySelector("input"), form = dialog.querySelector("form");
    let given = false;
    input.value = now;
    form.onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      given = true;
      dialog.close();
      work(input.value);
    };
    dialog.onclose = () => {
      input.value = "";
      if (!given) stop?.();
    };
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
    dialog.showModal();
    input.select();
  }

  /** @param {HTMLElement} root */
  function work(root) {
    const known = { ...playbook.known, words: JSON.parse(String(/** @type {any} */ (root.querySelector("[data-words]")).dataset.words)) };
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-${name}]`));
    const say = (/** @type {string} */ key, /** @type {any} */ values) => playbook.answers.say(known, key, values);
    const tell = playbook.notice(part("notice"), say, () => root.querySelector("h1"));
    /** @type {any} */
    const page = { root, known, device: playbook.device(known), part, say, tell, ask };
    for (const add of [playbook.listed, playbook.filed, playbook.wiped]) add(page);
    const ending = new AbortController();
    // A dialog gives the focus back to the button that opened it, which must still be there.
    const follow = () => {
      if (!root.querySelector("dialog[open]")) page.show();
    };
    for (const event of ["storage", "pageshow"]) addEventListener(event, follow, { signal: ending.signal });
    root.addEventListener("close", follow, { capture: true });
    page.show();
    root.dataset.ready = "";
    return ending;
  }

  /** @type {AbortController | null} */
  let now = null;
  function start() {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-my-work]:not([data-ready])"));
    if (!root) return;
    now?.abort();
    now = work(root);
  }

  playbook.work = work;
  /** @type {any} */ (window).document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
