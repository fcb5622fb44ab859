// @ts-check
// A box that stands in several lists is one tick: what was said last goes into each list's copy of the
// same name. Where nothing has a name, the other list's first copy is begun for it.
((playbook) => {
  "use strict";
  if (playbook.shared) return;
  const FIRST = "1";

  /** @param {Playbook.View} view */
  function shared(view) {
    const { sheet } = view;
    /** The other lists, each with the boxes that it shares. @type {Map<string, {store: any, keys: string[]}>} */
    const lists = new Map();
    for (const [key, refs] of Object.entries(sheet.shared ?? {}))
      for (const [ref, ...was] of refs) {
        const list = lists.get(ref) ?? { store: playbook.store.open({ playbook: sheet.playbook, ref, was, fields: [] }), keys: [] };
        list.keys.push(key);
        lists.set(ref, list);
      }
    if (!lists.size) return;
    const name = (/** @type {any} */ pieces) => pieces?.["~name"]?.[0] ?? "";

    /** The copy of another list that goes with the one in hand, if any. @param {any} store @returns {string | undefined} */
    function partner(store) {
      const copies = store.copies(), here = name(view.pieces);
      const same = copies.find((/** @type {string} */ copy) => name(store.read(copy)?.pieces) === here);
      return same ?? (here || copies.includes(FIRST) ? undefined : FIRST);
    }

    /** What `from` says of shared boxes later than `to` does. @param {any} from @param {any} to @param {string[]} keys */
    function news(from, to, keys) {
      const found = playbook.answers.bare();
      for (const key of keys)
        if (from[key] && (!to[key] || from[key][1] > to[key][1]))
          for (const path of [key, "~seen." + key]) if (from[path]) found[path] = from[path];
      return found;
    }

    /** Call `work` with each other list's copy, what that holds, and the boxes shared with it.
     * @param {(store: any, copy: string, pieces: any, keys: string[]) => void} work */
    function each(work) {
      for (const { store, keys } of lists.values()) {
        const copy = partner(store), held = copy && store.read(copy);
        if (copy && !held?.newer) work(store, copy, held?.pieces ?? {}, keys);
      }
    }

    view.drawing.push(() => each((_store, _copy, pieces, keys) => {
      const found = news(pieces, view.pieces, keys);
      if (!Object.keys(found).length) return;
      Object.assign(view.pieces, found);
      view.store.save(view.copy, found);
    }));
    view.changed.push(() => each((store, copy, pieces, keys) => {
      const found = news(view.pieces, pieces, keys);
      if (Object.keys(found).length) store.save(copy, found);
    }));
  }

  playbook.shared = shared;
})((window.playbook = window.playbook || {}));
