// @ts-check
// The items of an index, by the names of what it holds. The build writes them as rows:
// `_document` in playbook/search/files.py.
((playbook) => {
  "use strict";

  /** @typedef {{url: string, kind: string, title: string, summary: string, aliases: string[], phases: string[],
   *   roles: string[], minutes: number[], time: string, steps: string[]}} Item `time` in words; `minutes` least and most, or nothing */

  /** @type {WeakMap<object, Item[]>} */
  const made = new WeakMap();

  /** The items of an index, made once. @param {any} index @returns {Item[]} */
  function items(index) {
    const before = made.get(index);
    if (before) return before;
    const found = index.items.map((/** @type {any} */ [url, kind, title, summary, aliases, phases, roles, minutes, time, steps]) => ({
      url, kind, title, summary, aliases, phases, roles, minutes, time, steps,
    }));
    made.set(index, found);
    return found;
  }

  playbook.search = { ...playbook.search, items };
})((window.playbook = window.playbook || {}));
