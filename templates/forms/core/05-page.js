// @ts-check
// What a page is made of and says: an element, a notice, a moment.
((playbook) => {
  "use strict";

  /** One element, made and filled. @param {string} kind @param {string} css @param {string} [text] @returns {any} */
  playbook.make ??= (kind, css, text) => {
    const node = document.createElement(kind);
    if (css) node.className = css;
    if (kind === "button") /** @type {HTMLButtonElement} */ (node).type = "button";
    if (text !== undefined) node.textContent = text;
    return node;
  };

  /** Say something that must not be missed, with something to do about it.
   * @param {HTMLElement} place @param {Playbook.Say} say
   * @param {() => HTMLElement | null | undefined} home where one goes on if where one was is gone */
  playbook.notice ??= (place, say, home) => {
    /** @type {any} */
    let before = null;

    /** Who closes a notice goes on where they were. */
    function leave() {
      const now = document.activeElement;
      if (now && now !== document.body && !place.contains(now)) return;
      (before?.isConnected && before !== document.body ? before : home())?.focus();
    }

    /** @param {string} text @param {(() => void) | null} [act] @param {string} [name] */
    return (text, act, name) => {
      if (!place.contains(document.activeElement)) before = document.activeElement;
      place.hidden = !text;
      place.replaceChildren(playbook.make("p", "", text));
      const button = (/** @type {string} */ css, /** @type {string} */ words, /** @type {() => void} */ work) => {
        const made = playbook.make("button", css, words);
        made.addEventListener("click", () => {
          place.hidden = true;
          work();
          leave();
        });
        place.append(made);
      };
      if (act) button("pb-button", name ?? say("undo"), act);
      button("pb-plain", say("close"), () => {});
    };
  };

  /** A moment as the playbook's language writes it, whatever the browser's. @param {{language: string}} known @param {number} time */
  playbook.moment ??= ({ language }, time) => new Date(time)
    .toLocaleString(language, { dateStyle: "long", timeStyle: "short", numberingSystem: "latn", calendar: "gregory" });
})((window.playbook = window.playbook || {}));
