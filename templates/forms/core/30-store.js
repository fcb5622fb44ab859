// @ts-check
// Copies on this device: one key of localStorage each. Keys begin with the playbook's id, since
// several playbooks may share an address.
((playbook) => {
  "use strict";
  if (playbook.store) return;
  const { merge, moved } = playbook.pieces;
  const VERSION = 1;
  /** No clock says more; above it, one more would be the same. */
  const LATEST = 2 ** 52;
  let last = 0;

  /** The time, never the same twice, and after all `pieces` that are there: what one does last wins,
   * also where the clock of this device was ahead once. @param {Record<string, [any, number]>} [pieces] */
  function now(pieces = {}) {
    last = Math.max(Date.now(), last + 1);
    return Object.keys(pieces).reduce((time, path) => Math.max(time, pieces[path][1] + 1), last);
  }

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
      pieces[path] = [piece[0], Math.min(piece[1], LATEST)];
    }
    return { pieces };
  }

  /** @template T @param {() => T} work @returns {T | null} null where the browser forbids it */
  function tried(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }

  /** The copies that lie under keys that begin so. @param {string[]} starts @returns {string[]} */
  function copiesUnder(starts) {
    const found = new Set();
    for (const start of starts)
      for (const key of Object.keys(localStorage)) {
        const copy = key.startsWith(start) && key.slice(start.length);
        if (copy && understood(localStorage.getItem(key))) found.add(copy);
      }
    return [...found].sort();
  }

  /** The copies of one sheet. @param {Playbook.Fields} sheet @returns {Playbook.Store} */
  function open(sheet) {
    const { ref, was } = sheet;
    const home = (/** @type {string} */ name) => `${sheet.playbook}:${name}`;
    const at = (/** @type {string} */ copy, name = ref) => `${home(name)}:${copy}`;
    const names = [ref, ...was];
    /** Where a copy lies: under today's ref, under an older one, or, after two versions of the page
     * were open at once, under both. @param {string} copy @returns {string[]} */
    const places = (copy) => tried(() =>
      names.map((name) => at(copy, name)).filter((key) => localStorage.getItem(key) !== null)) ?? [];

    /** @param {string} copy */
    function read(copy) {
      const found = places(copy).map((key) => understood(localStorage.getItem(key))).filter((one) => one !== null);
      const newer = found.find((one) => one.newer);
      return newer ?? (found.length ? { pieces: found.map((one) => one.pieces).reduce(merge) } : null);
    }
    const copies = () => tried(() => copiesUnder(names.map((name) => home(name) + ":"))) ?? [];

    /** Merge `changes` into what is there, which another window may have written.
     * @param {string} copy @param {any} changes @returns {{pieces?: any, why?: string}} */
    function save(copy, changes) {
      try {
        const there = read(copy);
        if (there?.newer) return { why: "newer_store" };
        // Under today's names: an old name must not speak again when today's is gone.
        const pieces = merge(moved(there?.pieces ?? {}, sheet), changes);
        localStorage.setItem(places(copy)[0] ?? at(copy), JSON.stringify({ format: VERSION, pieces }));
        return { pieces };
      } catch (error) {
        return { why: /** @type {any} */ (error).name === "QuotaExceededError" ? "full" : "forbidden" };
      }
    }

    /** Take away a copy. @param {string} copy
     * @returns {(more?: any) => boolean} bring it back, with what was written since and `more`; whether it is there */
    function remove(copy) {
      const before = places(copy).map((key) => /** @type {[string, string]} */ ([key, localStorage.getItem(key)]));
      tried(() => before.forEach(([key]) => localStorage.removeItem(key)));
      return (more = {}) => {
        let pieces = more;
        for (const [, text] of before) pieces = merge(pieces, moved(understood(text)?.pieces ?? {}, sheet));
        if (Object.keys(pieces).length && save(copy, pieces).why) return false;
        // What this version cannot read goes back as it was, beside what was written since.
        const raw = before.filter(([, text]) => !understood(text)?.pieces);
        return tried(() => {
          for (const [key, text] of raw) localStorage.setItem(localStorage.getItem(key) === null ? key : at(now().toString(36)), text);
          return true;
        }) ?? false;
      };
    }

    return {
      now,
      understood,
      /** @param {string | null} key the copy that a storage event is about, or null */
      copyOf: (key) => {
        const start = names.map((name) => home(name) + ":").find((name) => key?.startsWith(name));
        return start ? String(key).slice(start.length) : null;
      },
      copies,
      places,
      read,
      /** The copy in hand: the one that was chosen last, or the first where that is gone. */
      current: () => {
        const chosen = tried(() => names.map((name) => localStorage.getItem(home(name))).find((copy) => copy !== null));
        const there = copies();
        return there.find((copy) => copy === chosen) ?? there[0] ?? "1";
      },
      choose: (copy) => tried(() => localStorage.setItem(home(ref), copy)),
      remove,
      save,
    };
  }

  playbook.store = { now, open };
})((window.playbook = window.playbook || {}));
