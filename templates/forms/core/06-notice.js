// @ts-check
// Say something that must not be missed, with something to do about it.
((playbook) => {
  "use strict";
  const { make } = playbook;

  /** @param {HTMLElement} place @param {Playbook.Say} say
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
      place.replaceChildren(make("p", "", text));
      const button = (/** @type {string} */ css, /** @type {string} */ words, /** @type {() => void} */ work) => {
        const made = make("button", css, words);
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
})((window.playbook = window.playbook || {}));
