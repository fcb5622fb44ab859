// @ts-check
// How far one is, read from what this device holds. Stands alone: a page that only shows it needs
// nothing of the forms.
((playbook) => {
  "use strict";
  if (playbook.progress) return;

  /** @typedef {{title: string, was: string[], ticks?: Record<string, string>, tools?: string[]}} Known */
  /** @typedef {Map<string, [any, number]>} Pieces */
  /** @typedef {{done: number, total: number, begun: boolean}} State */

  /** @param {string} key @returns {Pieces | null} null where it is none of ours */
  function pieces(key) {
    try {
      const found = Object.entries(JSON.parse(String(localStorage.getItem(key))).pieces);
      return new Map(found.filter(([, piece]) => Array.isArray(piece)));
    } catch {
      return null;
    }
  }

  /** The pieces of the copy in hand: the one that was chosen last, or the first where that is gone.
   * @param {string} id the playbook's @param {string} ref @param {string[]} was @returns {Pieces} */
  function held(id, ref, was) {
    const homes = [ref, ...was].map((name) => `${id}:${name}`);
    try {
      const chosen = homes.map((home) => localStorage.getItem(home)).find((copy) => copy !== null);
      const copies = homes.flatMap((home) => Object.keys(localStorage).filter((key) => key.startsWith(home + ":") && pieces(key))
        .map((key) => key.slice(home.length + 1))).sort();
      const copy = copies.find((one) => one === chosen) ?? copies[0];
      const both = new Map();
      for (const home of homes)
        for (const [path, piece] of pieces(`${home}:${copy}`) ?? [])
          if (!(both.get(path)?.[1] > piece[1])) both.set(path, piece);
      return both;
    } catch {
      return new Map();
    }
  }

  /** @param {{playbook: string, items: Record<string, Known>}} data @param {string} ref @returns {State} */
  function progress(data, ref) {
    const { was, ticks = {}, tools = [] } = data.items[ref];
    const found = held(data.playbook, ref, was);
    const said = (/** @type {[string, [any, number]]} */ [path, [given]]) => path[0] !== "~" && ![null, false, ""].includes(given);
    /** The newest word on each box, whatever it was called then. @type {Pieces} */
    const last = new Map();
    for (const path of Object.keys(ticks)) {
      const piece = found.get(path), now = last.get(ticks[path]);
      if (piece && !(now && now[1] > piece[1])) last.set(ticks[path], piece);
    }
    return {
      done: [...last.values()].filter(([ticked]) => ticked === true).length,
      total: new Set(Object.values(ticks)).size,
      begun: [...found].some(said) || tools.some((tool) => progress(data, tool).begun),
    };
  }

  /** What a page has to know of its items. @param {ParentNode} inside */
  progress.known = (inside) => {
    const place = /** @type {HTMLElement | null} */ (inside.querySelector("[data-playbook-progress]"));
    return place && JSON.parse(String(place.dataset.playbookProgress));
  };

  /** Call `work` now, when the page comes back, and when another window saves. @param {() => void} work @param {AbortSignal} [signal] */
  progress.follow = (work, signal) => {
    for (const name of ["pageshow", "storage"]) addEventListener(name, work, { signal });
    work();
  };

  playbook.progress = progress;
})((window.playbook = window.playbook || {}));
