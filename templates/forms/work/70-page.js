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

  /** The page, as far as it needs to know every sheet. @param {Playbook.Ours<HTMLElement>} root @param {Pick<Playbook.Page, "part" | "say" | "tell">} parts
   * @param {Playbook.Known} known @returns {Playbook.Page} */
  function whole(root, parts, known) {
    /** @type {any} */
    const page = { root, known, device: playbook.device(known), ...parts, ask, hide };
    for (const add of [playbook.listed, playbook.filed, playbook.wiped]) add?.(page);
    return page;
  }

  /** Show what is here. What the build tells of every sheet is loaded where something is here, or comes in.
   * @param {Playbook.Ours<HTMLElement>} root */
  function work(root) {
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-${name}]`));
    const words = JSON.parse(part("words").dataset.words);
    const say = (/** @type {string} */ key, values = {}) => playbook.answers.say({ language: document.documentElement.lang, words }, key, values);
    const tell = playbook.notice(part("notice"), say, () => root.querySelector("h1"));
    const begun = playbook.knowing((told) => whole(root, { part, say, tell }, { ...told, words }));
    const ending = new AbortController();
    const withPage = (/** @type {(page: Playbook.Page) => unknown} */ act) => begun().then(act, (error) => {
      if (!(error instanceof playbook.answers.Refused)) console.error(error);
      tell(say("unloaded"));
    });
    let known = false;
    // A dialog gives the focus back to the button that opened it, which must still be there.
    const follow = async () => {
      if (ending.signal.aborted || root.querySelector("dialog[open]")) return;
      if (known || playbook.device.keysOf(String(root.dataset.myWork)).length) {
        await withPage((page) => page.show());
        known = true;
      } else part("nothing").hidden = false;
    };
    const chooser = part("file");
    part("open").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      const files = [...chooser.files];
      chooser.value = "";
      if (files.length) withPage((page) => page.open(files));
    });
    for (const event of ["storage", "pageshow"]) addEventListener(event, follow, { signal: ending.signal });
    root.addEventListener("close", follow, { capture: true });
    root.addEventListener("click", (/** @type {any} */ event) => {
      const button = event.target.closest("[data-reveal]");
      if (!button) return;
      const shown = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", shown);
      /** @type {any} */ (document.getElementById(button.getAttribute("aria-controls"))).type = shown ? "text" : "password";
    });
    follow().then(() => (root.dataset.ready = ""));
    return ending;
  }

  /** @type {AbortController | null} */
  let now = null;
  /** @type {Element | null} */
  let here = null;
  function start() {
    const root = document.querySelector("[data-my-work]");
    if (!root || root === here) return;
    now?.abort();
    here = root;
    now = work(/** @type {any} */ (root));
  }

  playbook.work = work;
  window.document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
