// @ts-check
// Copies on this device: one key of localStorage each. Keys begin with the playbook's id, since
// several playbooks may share an address.
((playbook) => {
  "use strict";
  if (playbook.store) return;
  const { merge, moved } = playbook.pieces;
  const VERSION = 1;
  let last = 0;

  /** The time, never the same twice, and never before what was seen. */
  const now = () => (last = Math.max(Date.now(), last + 1));

  /** @param {string | null} text @returns {{pieces?: any, newer?: boolean} | null} null where it is none of ours */
  function understood(text) {
    let data;
    try {
      data = JSON.parse(text || "");
    } catch {
      return null;
    }
    if (!data || typeof data.pieces !== "object" || !data.pieces) return null;
    if (data.format > VERSION) return { newer: true };
    const pieces = playbook.answers.bare();
    for (const path of Object.keys(data.pieces)) {
      const piece = data.pieces[path];
      if (!Array.isArray(piece) || typeof piece[1] !== "number") continue;
      last = Math.max(last, Math.min(piece[1], Date.now() + 864e5));
      pieces[path] = piece;
    }
    return { pieces };
  }

  /** The copies of one sheet. @param {{playbook: string, ref: string, was: string[], fields: any[]}} sheet */
  function open(sheet) {
    const { ref, was } = sheet;
    const home = (/** @type {string} */ name) => `${sheet.playbook}:${name}`;
    const at = (/** @type {string} */ copy, name = ref) => `${home(name)}:${copy}`;
    /** @template T @param {() => T} work @returns {T | null} null where the browser forbids it */
    const tried = (work) => {
      try {
        return work();
      } catch {
        return null;
      }
    };
    /** Where a copy lies: under today's ref, or under an older one. @param {string} copy */
    const place = (copy) => tried(() =>
      [ref, ...was].map((name) => at(copy, name)).find((key) => localStorage.getItem(key) !== null)) ?? at(copy);

    return {
      now,
      understood,
      /** @param {string | null} key the copy that a storage event is about, or null */
      copyOf: (key) => {
        const start = [ref, ...was].map((name) => home(name) + ":").find((name) => key?.startsWith(name));
        return start ? String(key).slice(start.length) : null;
      },
      /** @returns {string[]} */
      copies: () => tried(() => {
        const found = new Set();
        for (const name of [ref, ...was])
          for (const key of Object.keys(localStorage)) {
            const copy = key.startsWith(home(name) + ":") && key.slice(home(name).length + 1);
            if (copy && understood(localStorage.getItem(key))) found.add(copy);
          }
        return [...found].sort();
      }) ?? [],
      current: () => tried(() => localStorage.getItem(home(ref))),
      choose: (/** @type {string} */ copy) => tried(() => localStorage.setItem(home(ref), copy)),
      read: (/** @type {string} */ copy) => tried(() => understood(localStorage.getItem(place(copy)))),
      remove: (/** @type {string} */ copy) => tried(() => localStorage.removeItem(place(copy))),
      /** Merge `changes` into what is there, which another window may have written.
       * @param {string} copy @param {any} changes @returns {{pieces?: any, why?: string}} */
      save: (copy, changes) => {
        try {
          const key = place(copy);
          const there = understood(localStorage.getItem(key));
          if (there?.newer) return { why: "newer_store" };
          // Under today's names: an old name must not speak again when today's is gone.
          const pieces = merge(moved(there?.pieces ?? {}, sheet), changes);
          localStorage.setItem(key, JSON.stringify({ format: VERSION, pieces }));
          return { pieces };
        } catch (error) {
          return { why: /** @type {any} */ (error).name === "QuotaExceededError" ? "full" : "forbidden" };
        }
      },
    };
  }

  playbook.store = { open };
})((window.playbook = window.playbook || {}));
