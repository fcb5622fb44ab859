// @ts-check
// How far one is, read from what this device holds. Stands alone: a page that only shows it needs
// nothing of the forms.
((playbook) => {
  "use strict";
  if (playbook.progress !== undefined) return;

  /** @typedef {{title: string, was: string[], ticks?: Record<string, string>, tools?: string[]}} Known */
  /** @typedef {Map<string, [any, number]>} Pieces */
  /** @typedef {{done: number, total: number, begun: boolean}} State */

  /** @param {string} key @returns {Pieces | null} null where it is none of ours */
  function pieces(key) {
    try {
      const held = JSON.parse(String(localStorage.getItem(key)));
      return held.format > 1 ? null : new Map(Object.entries(held.pieces).filter(([, piece]) => Array.isArray(piece)));
    } catch {
      return null;
    }
  }

  /** The keys of this device; none where the browser forbids it. */
  function keys() {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  }

  /** The newest word stays; equal times are settled as forms do. @param {Pieces} into @param {string} path @param {[any, number]} piece */
  function put(into, path, piece) {
    const there = into.get(path);
    if (!there || piece[1] > there[1] || (piece[1] === there[1] && JSON.stringify(piece[0]) > JSON.stringify(there[0]))) into.set(path, piece);
  }

  /** Whether a piece says something. @param {[string, [any, number]]} piece */
  const said = ([path, [given]]) => path[0] !== "~" && ![null, false, ""].includes(given);

  /** The pieces of every copy. @param {string} id the playbook's @param {string[]} names @returns {Pieces[]} */
  function copies(id, names) {
    /** @type {Record<string, Pieces>} */
    const found = Object.create(null);
    for (const home of names.map((name) => `${id}:${name}:`))
      for (const key of keys()) {
        const held = key.startsWith(home) && pieces(key);
        if (held) for (const [path, piece] of held) put((found[key.slice(home.length)] ??= new Map()), path, piece);
      }
    return Object.values(found);
  }

  /** How many boxes of a copy are ticked: the newest word on each, whatever it was called then; where
   * there is none, the tick from before the box was away. Lists count alike, in `playbook.pieces`.
   * @param {Pieces} held @param {Record<string, string>} ticks */
  function ticked(held, ticks) {
    /** @type {Pieces} */
    const last = new Map();
    for (const [path, piece] of held) if (Object.hasOwn(ticks, path)) put(last, ticks[path], piece);
    const before = held.get("~earlier")?.[0] ?? {};
    for (const name of Object.keys(ticks)) if (before[name] === true && !last.has(ticks[name])) last.set(ticks[name], [true, 0]);
    return [...last.values()].filter(([given]) => given === true).length;
  }

  /** The furthest copy counts: to begin another one takes nothing back.
   * @param {{playbook: string, items: Record<string, Known>}} data @param {string} ref @returns {State} */
  function progress(data, ref) {
    const { was, ticks = {}, tools = [] } = data.items[ref];
    const all = copies(data.playbook, [ref, ...was]);
    return {
      done: Math.max(0, ...all.map((held) => ticked(held, ticks))),
      total: new Set(Object.values(ticks)).size,
      begun: all.some((held) => [...held].some(said)) || tools.some((tool) => progress(data, tool).begun),
    };
  }

  /** What every name that an item has or had stands for.
   * @param {{items: Record<string, Known>, touchable: Record<string, string[]>}} data */
  function named({ items, touchable }) {
    const names = new Map();
    for (const [ref, { title, was }] of Object.entries(items)) for (const name of [ref, ...was]) names.set(name, { ref, title });
    for (const [ref, [title, ...was]] of Object.entries(touchable)) for (const name of [ref, ...was]) names.set(name, { ref, title });
    return names;
  }

  /** When a copy was touched, and what it is called; nothing where it says nothing. @param {Pieces | null} held */
  function touched(held) {
    if (!held || ![...held].some(said)) return null;
    const times = [...held].filter(([path]) => path[0] !== "~").map(([, [, time]]) => time);
    return { time: Math.max(...times), called: held.get("~name")?.[0] || held.get("filled_by")?.[0] || "" };
  }

  /** The copy that was touched last, whatever it is of.
   * @param {{playbook: string, items: Record<string, Known>, touchable: Record<string, string[]>}} data */
  progress.last = (data) => {
    const names = named(data);
    let last = null;
    for (const key of keys()) {
      const [id, name, copy] = key.split(":");
      const found = id === data.playbook && copy && names.has(name) ? touched(pieces(key)) : null;
      if (found && (!last || found.time > last.time)) last = { ...names.get(name), ...found, copy };
    }
    return last;
  };

  /** Have a copy in hand where its page opens. @param {string} id the playbook's @param {{ref: string, copy: string}} to */
  progress.choose = (id, { ref, copy }) => {
    try {
      localStorage.setItem(`${id}:${ref}`, copy);
    } catch {}
  };

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
