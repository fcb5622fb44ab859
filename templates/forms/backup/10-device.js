// @ts-check
// What this device holds of one playbook: every copy of every sheet, known or not.
((playbook) => {
  "use strict";
  if (playbook.device !== undefined) return;
  /** One list of ticks each: there are no copies of a step or a path. */
  const SINGLE = /^(steps|paths)\//;
  const TICKED = /^(checklists|steps|paths)\//;
  const { bare, dumps, index } = playbook.answers;
  const { fromFile, moved, spread, whole } = playbook.pieces;

  const storeOf = (/** @type {Playbook.Definition} */ sheet) => playbook.store.open(sheet);

  /** Finds a sheet by any name that it had. One that this playbook does not have (any more) is gone: all
   * of its answers are earlier ones. @param {Playbook.Known} known @returns {(ref: string) => Playbook.Definition} */
  function finder({ playbook: id, upstream, language, words, sheets }) {
    const byRef = bare();
    for (const sheet of sheets) for (const name of [...sheet.was, sheet.ref]) byRef[name] = { ...sheet, words };
    return (ref) => byRef[ref] ?? { ref, was: [], fields: [], noun: TICKED.test(ref) ? "checklist" : "worksheet", title: ref,
      gone: true, playbook: id, upstream, language, words };
  }

  /** One copy, or null where there is nothing in it. @param {Playbook.Definition} sheet @param {string} copy @returns {Playbook.Held | null} */
  function heldIn(sheet, copy) {
    const read = storeOf(sheet).read(copy);
    if (!read) return null;
    const pieces = read.pieces ? moved(read.pieces, sheet) : bare();
    const times = Object.keys(pieces).filter((path) => path[0] !== "~").map((path) => pieces[path][1]);
    if (!times.length && !pieces["~name"] && !pieces["~earlier"] && !read.newer) return null;
    return { ref: sheet.ref, copy, sheet, pieces, changed: Math.max(0, ...times), filed: pieces["~filed"]?.[1] ?? 0,
      saved: pieces["~filed"] ? playbook.pieces.filed(pieces["~filed"]) : 0, newer: Boolean(read.newer) };
  }

  /** The answers of a copy. @param {Playbook.Held} one */
  const answers = (one) => whole(one.pieces, one.sheet);

  /** How much of a copy is done. @param {Playbook.Held} one */
  function count(one) {
    const { asked } = index(one.sheet.fields);
    const questions = Object.values(asked).filter((field) => !field.operation && field.option === undefined && field.key !== "filled_by");
    const done = Object.keys(answers(one).answers).filter((key) => key !== "filled_by");
    return { done: done.length, total: questions.length };
  }

  /** What lies where a copy does, and how to put it back.
   * @param {Playbook.Definition} sheet @param {string} copy @returns {() => void} */
  function kept(sheet, copy) {
    const before = new Map(storeOf(sheet).places(copy).map((key) => [key, String(localStorage.getItem(key))]));
    return () => {
      for (const [key, text] of before) localStorage.setItem(key, text);
      for (const key of storeOf(sheet).places(copy)) if (!before.has(key)) localStorage.removeItem(key);
    };
  }

  /** Take in answers as copies of their own; nothing that is there changes. All of them, or none.
   * @param {Playbook.Sheeted[]} files @param {Playbook.Held[]} all what is there */
  function add(files, all) {
    const there = new Map(all.map((one) => [dumps(answers(one), one.sheet), one]));
    const begun = new Set(all.map((one) => one.ref));
    /** @type {(() => void)[]} */
    const undo = [];
    /** @type {(() => boolean)[]} */
    const taken = [];
    let added = 0;
    for (const { sheet, answers: given } of files) {
      const store = storeOf(sheet), same = there.get(dumps(given, sheet));
      if (same) {
        store.save(same.copy, { "~filed": [Date.now(), store.now(same.pieces)] });
        continue;
      }
      const copy = SINGLE.test(sheet.ref) || !begun.has(sheet.ref) ? "1" : store.now().toString(36);
      begun.add(sheet.ref);
      const here = moved(store.read(copy)?.pieces ?? bare(), sheet);
      const read = spread(given, sheet, store.now(here));
      // What a file brings is in a file; what stood here before it is not.
      const pieces = Object.keys(here).length ? missing(read, here) : fromFile(read);
      undo.unshift(kept(sheet, copy));
      const { why } = store.save(copy, pieces);
      if (why) {
        undo.forEach((call) => call());
        return { added: 0, known: 0, why };
      }
      added += Number(Object.keys(pieces).length > 0);
      taken.unshift(() => leave(sheet, copy, pieces, here));
    }
    return { added, known: files.length - added, back: () => taken.map((call) => call()).every(Boolean) };
  }

  /** Take away what a file brought to a copy, but nothing that was said there before or since.
   * @param {Playbook.Definition} sheet @param {string} copy @param {Playbook.Pieces} pieces @param {Playbook.Pieces} before
   * @returns {boolean} whether it could be saved */
  function leave(sheet, copy, pieces, before) {
    const store = storeOf(sheet), there = store.read(copy)?.pieces ?? bare();
    const still = Object.keys(pieces).filter((path) => JSON.stringify(pieces[path]) === JSON.stringify(there[path]));
    if (still.length === Object.keys(there).length) store.remove(copy);
    else if (SINGLE.test(sheet.ref)) {
      const time = store.now(there), changes = bare();
      for (const path of still) if (!path.startsWith("~seen.")) changes[path] = [path === "~earlier" ? before[path]?.[0] ?? {} : false, time];
      return !store.save(copy, changes).why;
    }
    return true;
  }

  /** What is new: a tick that is there already stays as it is. @param {Playbook.Pieces} pieces @param {Playbook.Pieces} there */
  function missing(pieces, there) {
    const added = bare();
    for (const path of Object.keys(pieces)) if (!there[path]) added[path] = pieces[path];
    const [mine, theirs] = [there["~earlier"]?.[0], pieces["~earlier"]];
    if (mine && theirs && Object.keys(theirs[0]).some((key) => !(key in mine)))
      added["~earlier"] = [{ ...theirs[0], ...mine }, theirs[1]];
    return added;
  }

  /** What a text says as an agenda of the page "Tonight"; null where it is none. That page writes it anew
   * without `filed`, so that a change takes the mark away. @param {string} text @returns {Playbook.LaidAgenda | null} */
  function agendaOf(text) {
    try {
      const { filed = 0, ...told } = JSON.parse(text);
      return /^playbook-tonight\//.test(told.format) ? { text: JSON.stringify(told), points: told.points.map((/** @type {any} */ one) => one.title).join(" \u00b7 "), changed: 1, filed, saved: filed } : null;
    } catch {
      return null;
    }
  }

  /** Every key of a playbook. @param {string} id @returns {string[]} */
  function keysOf(id) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(`${id}:`));
    } catch {
      return [];
    }
  }

  /** Every sheet of the playbook, whatever name it had. @param {Playbook.Known} known @returns {Playbook.Device} */
  function device(known) {
    const start = known.playbook + ":", AGENDA = start + "tonight";
    const sheetOf = finder(known);
    const keys = () => keysOf(known.playbook);

    /** @returns {Playbook.Held[]} */
    function held() {
      const found = new Map();
      for (const key of keys()) {
        const [name, copy] = key.slice(start.length).split(":");
        if (copy === undefined) continue;
        const sheet = sheetOf(name);
        const id = `${sheet.ref}:${copy}`;
        const one = found.has(id) ? null : heldIn(sheet, copy);
        if (one) found.set(id, one);
      }
      const order = known.sheets.map((one) => one.ref);
      const place = (/** @type {Playbook.Held} */ one) => order.indexOf(one.ref) + 1 || order.length + 1;
      return [...found.values()].sort((a, b) => place(a) - place(b) || (a.copy < b.copy ? -1 : 1));
    }

    /** The agenda, also one that cannot be read. @returns {Playbook.LaidAgenda | null} */
    function agenda() {
      if (!keys().includes(AGENDA)) return null;
      return agendaOf(String(localStorage.getItem(AGENDA))) ?? { text: "", points: "", changed: 1, filed: 0, saved: 0 };
    }

    /** Keep an agenda as one that is in a file. @param {string} text @returns {{why?: string}} */
    function file(text) {
      try {
        localStorage.setItem(AGENDA, JSON.stringify({ ...JSON.parse(text), filed: Date.now() }));
        return {};
      } catch (error) {
        return { why: /** @type {any} */ (error).name === "QuotaExceededError" ? "full" : "forbidden" };
      }
    }

    /** Take the agenda away. @returns {() => void} puts it back */
    function clear() {
      const before = String(localStorage.getItem(AGENDA));
      localStorage.removeItem(AGENDA);
      return () => localStorage.setItem(AGENDA, before);
    }

    /** Take in what files hold, all of it or nothing; an agenda that is here stays.
     * @param {Playbook.Sheeted[]} files @param {string} text their agenda, if they have one */
    function take(files, text) {
      const here = text ? agenda() : null, same = here?.text === text;
      const laid = text && (!here || same) ? file(text) : {};
      if (laid.why) return { added: 0, known: 0, why: laid.why };
      const found = add(files, held()), fresh = Boolean(text) && !here;
      const away = () => void (fresh && agenda()?.text === text && clear());
      if (found.why) away();
      return found.why ? found : { added: found.added + Number(fresh), known: found.known + Number(same), kept: Boolean(here) && !same,
        back: () => (away(), found.back?.() ?? true) };
    }

    /** Take away everything of this playbook. @returns {number} how many entries are left */
    function wipe() {
      for (const key of keys()) localStorage.removeItem(key);
      return keys().length;
    }

    return { agenda, answers, clear, count, file, held, sheetOf, storeOf, take, wipe };
  }

  playbook.device = Object.assign(device, { SINGLE, agendaOf, keysOf });
})((window.playbook = window.playbook || {}));
