// @ts-check
// The page "My work": a list of what is here, files, and wiping.
((playbook) => {
  "use strict";
  if (playbook.work) return;

  /** Hide again what somebody let show. @param {HTMLElement} inside */
  const hide = (inside) => /** @type {any} */ (inside.querySelector('[data-reveal][aria-pressed="true"]'))?.click();

  /** Open a dialog with one field; it stays open while something is wrong with what is given.
   * @param {any} dialog @param {string} now @param {(given: string) => void} take @param {() => void} [stop]
   * @param {(given: string) => Promise<string>} [judge] says what is wrong, or nothing */
  function ask(dialog, now, take, stop, judge) {
    const input = dialog.querySelector("input"), form = dialog.querySelector("form"), wrong = dialog.querySelector("[data-wrong]");
    let given = false, busy = false;
    const say = (/** @type {string} */ text) => wrong && (wrong.hidden = !(wrong.textContent = text));
    input.value = now;
    say("");
    form.onsubmit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      const { value } = input;
      if (busy) return;
      if (judge) {
        busy = true;
        const why = await judge(value);
        busy = false;
        if (!dialog.open) return;
        say(why);
        if (why) return input.focus(), input.select();
      }
      given = true;
      dialog.close();
      take(value);
    };
    dialog.onclose = () => {
      input.value = "";
      hide(dialog);
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
    const page = { root, known, device: playbook.device(known), part, say, tell, ask, hide };
    for (const add of [playbook.listed, playbook.filed, playbook.wiped]) add?.(page);
    const ending = new AbortController();
    // A dialog gives the focus back to the button that opened it, which must still be there.
    const follow = () => {
      if (!root.querySelector("dialog[open]")) page.show();
    };
    for (const event of ["storage", "pageshow"]) addEventListener(event, follow, { signal: ending.signal });
    root.addEventListener("close", follow, { capture: true });
    root.addEventListener("click", (/** @type {any} */ event) => {
      const button = event.target.closest("[data-reveal]");
      if (!button) return;
      const shown = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", shown);
      /** @type {any} */ (document.getElementById(button.getAttribute("aria-controls"))).type = shown ? "text" : "password";
    });
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
  window.document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
