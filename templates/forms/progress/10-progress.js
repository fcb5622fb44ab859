// @ts-check
// How far one is, read from what this device holds. Stands alone: a page that only shows it needs
// nothing of the forms.
((playbook) => {
  "use strict";
  if (playbook.progress) return;

  /** @typedef {{title: string, was: string[], ticks?: Record<string, string>, tools?: string[]}} Known */
  /** @typedef {{done: number, total: number, begun: boolean}} State */

  /** The pieces of the copy in hand. @param {string} id the playbook's @param {string} ref @param {string[]} was */
  function held(id, ref, was) {
    try {
      const copy = localStorage.getItem(`${id}:${ref}`) ?? "1";
      const found = [ref, ...was].map((name) => localStorage.getItem(`${id}:${name}:${copy}`)).find((one) => one !== null);
      return JSON.parse(found ?? "{}").pieces ?? {};
    } catch {
      return {};
    }
  }

  /** @param {{playbook: string, items: Record<string, Known>}} data @param {string} ref @returns {State} */
  function progress(data, ref) {
    const { was, ticks = {}, tools = [] } = data.items[ref];
    const pieces = held(data.playbook, ref, was);
    const said = (/** @type {string} */ path) => path[0] !== "~" && pieces[path][0] !== null && pieces[path][0] !== false && pieces[path][0] !== "";
    /** The newest word on each box, whatever it was called then. @type {Record<string, [boolean, number]>} */
    const last = {};
    for (const path of Object.keys(ticks)) {
      const piece = pieces[path], now = last[ticks[path]];
      if (piece && !(now && now[1] > piece[1])) last[ticks[path]] = piece;
    }
    return {
      done: Object.values(last).filter(([ticked]) => ticked === true).length,
      total: new Set(Object.values(ticks)).size,
      begun: Object.keys(pieces).some(said) || tools.some((tool) => progress(data, tool).begun),
    };
  }

  /** What a page has to know of its items. @param {ParentNode} inside */
  progress.known = (inside) => {
    const script = inside.querySelector("[data-playbook-progress]");
    return script && JSON.parse(String(script.textContent));
  };

  /** Call `work` now, when the page comes back, and when another window saves. @param {() => void} work @param {AbortSignal} [signal] */
  progress.follow = (work, signal) => {
    for (const name of ["pageshow", "storage"]) addEventListener(name, work, { signal });
    work();
  };

  playbook.progress = progress;
})((window.playbook = window.playbook || {}));
