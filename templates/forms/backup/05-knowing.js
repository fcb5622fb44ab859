// @ts-check
// What needs to be told of every sheet begins when it is first asked for.
((playbook) => {
  "use strict";
  if (playbook.knowing !== undefined) return;

  /** @template T @param {(known: Playbook.Known) => T | Promise<T>} begin @returns {() => Promise<T>} */
  function knowing(begin) {
    /** @type {Promise<T> | undefined} */
    let begun;
    return () => (begun ??= playbook.later("sheets").then(begin).catch((error) => {
      begun = undefined;
      throw error;
    }));
  }

  playbook.knowing = knowing;
})((window.playbook = window.playbook || {}));
