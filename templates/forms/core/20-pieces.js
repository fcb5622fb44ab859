// @ts-check
// A copy in small pieces, each with the time of its last change, so that two windows can be merged.
//
//   key                  a text, an option, or whether a box is ticked
//   key:option           whether one of several is chosen
//   key.row              the place of a row that people added; null once it is removed
//   key.row.column       a cell; a line of a list has an empty column
//   ~seen.key            the text that stood beside a box when it was ticked
//   ~name, ~filed, ~earlier, ~from.key   what belongs to the copy and is no answer
((playbook) => {
  "use strict";
  if (playbook.pieces) return;
  const { bare, index, isGroup, normalise } = playbook.answers;
  const SEEN = "~seen.";

  /** Newest wins, piece by piece; nothing that only one side knows is lost. @param {Playbook.Pieces} a @param {Playbook.Pieces} b @returns {Playbook.Pieces} */
  function merge(a, b) {
    const both = Object.assign(bare(), a);
    for (const path of Object.keys(b)) put(both, path, b[path]);
    return both;
  }

  /** @param {Playbook.Pieces} pieces @param {string} path @param {Playbook.Piece} piece */
  function put(pieces, path, piece) {
    if (!pieces[path] || newer(piece, pieces[path])) pieces[path] = piece;
  }

  /** Equal times are settled the same way in every window. @param {Playbook.Piece} a @param {Playbook.Piece} b */
  const newer = (a, b) => a[1] > b[1] || (a[1] === b[1] && JSON.stringify(a[0]) > JSON.stringify(b[0]));

  /** Pieces under today's names, where questions or columns were renamed; an earlier answer whose
   * question has come back answers it again. @param {Playbook.Pieces} pieces @param {Playbook.Definition} sheet @returns {Playbook.Pieces} */
  function moved(pieces, sheet) {
    const { asked, today } = index(sheet.fields);
    const found = bare();
    for (const path of Object.keys(pieces)) {
      if (path.startsWith(SEEN)) {
        const key = path.slice(SEEN.length);
        put(found, SEEN + (today[key] ?? key), pieces[path]);
        continue;
      }
      const [head, option] = path.split(":");
      const parts = head.split(".");
      const field = asked[today[parts[0]]];
      const time = pieces[path][1];
      let question = field, value = pieces[path][0];
      if (field) parts[0] = field.key;
      if (parts[2] && field?.columns) {
        const columns = index(field.columns);
        parts[2] = columns.today[parts[2]] ?? parts[2];
        question = columns.asked[parts[2]];
      }
      if (question?.options) value = playbook.shapes.renewed(question, value);
      const name = option && question?.options ? playbook.shapes.renewed(question, option) : option;
      put(found, parts.join(".") + (name ? ":" + name : ""), [value, time]);
    }
    return returned(found, sheet);
  }

  /** @param {Playbook.Pieces} pieces @param {Playbook.Definition} sheet @returns {Playbook.Pieces} */
  function returned(pieces, sheet) {
    const [earlier, time] = pieces["~earlier"] ?? [null, 0];
    if (!isGroup(earlier)) return pieces;
    const { today } = index(sheet.fields);
    const answered = new Set(Object.keys(pieces).map((path) => path.split(/[.:]/)[0]));
    const back = bare(), left = bare();
    for (const name of Object.keys(earlier)) (!today[name] || answered.has(today[name]) ? left : back)[name] = earlier[name];
    if (!Object.keys(back).length) return pieces;
    const given = normalise({ answers: back }, sheet);
    const rest = Object.assign(left, given.earlier);
    return Object.assign(bare(), pieces, spread({ ...given, earlier: {}, seen: {} }, sheet, time), { "~earlier": [rest, time + 1] });
  }

  /** The ids of the rows that are there, in order. @param {Playbook.Pieces} pieces @param {string} key @returns {string[]} */
  function rows(pieces, key) {
    const found = Object.keys(pieces).filter((path) => path.split(".").length === 2 && path.startsWith(key + "."));
    return found
      .filter((path) => typeof pieces[path][0] === "number")
      .sort((a, b) => pieces[a][0] - pieces[b][0] || (a < b ? -1 : 1))
      .map((path) => path.slice(key.length + 1));
  }

  /** Pieces as answers; `normalise` makes them canonical.
   * @param {Playbook.Pieces} pieces @param {boolean} [byRow] leave tables as groups by the ids of their rows */
  function gather(pieces, byRow) {
    const answers = bare(), tables = bare();
    for (const path of Object.keys(pieces)) {
      const value = pieces[path][0];
      if (path[0] === "~" || typeof value === "number" || value === null) continue;
      const [head, option] = path.split(":");
      const [key, row, column] = head.split(".");
      if (row === undefined) choose(answers, key, option, value);
      else choose(((tables[key] ??= bare())[row] ??= bare()), column, option, value);
    }
    for (const key of Object.keys(tables)) {
      const own = Object.keys(pieces).some((path) => path.split(".").length === 2 && path.startsWith(key + "."));
      const line = (/** @type {any} */ cells) => (cells && "" in cells ? cells[""] : cells);
      const ids = own ? rows(pieces, key) : Object.keys(tables[key]);
      const pairs = ids.map((id) => [id, line(tables[key][id])]).filter((pair) => pair[1]);
      answers[key] = own && !byRow ? pairs.map((pair) => pair[1]) : Object.assign(bare(), Object.fromEntries(pairs));
    }
    return answers;
  }

  /** @param {any} into @param {string} key @param {string | undefined} option @param {any} value */
  function choose(into, key, option, value) {
    if (option === undefined) into[key] = value;
    else if (value) (into[key] ??= []).push(option);
    else into[key] ??= [];
  }

  /** Canonical answers as pieces of one time. @param {any} given @param {Playbook.Definition} sheet @param {number} time @returns {Playbook.Pieces} */
  function spread(given, sheet, time) {
    const { asked } = index(sheet.fields);
    const pieces = bare();
    const set = (/** @type {string} */ path, /** @type {any} */ value) => (pieces[path] = [value, time]);
    for (const key of Object.keys(given.answers)) playbook.fields[asked[key].type].spread(asked[key], key, given.answers[key], set, "r");
    for (const key of Object.keys(given.seen)) pieces[SEEN + key] = [given.seen[key], time];
    if (given.copy) pieces["~name"] = [given.copy, time];
    if (Object.keys(given.earlier).length) pieces["~earlier"] = [given.earlier, time];
    return pieces;
  }

  /** Names that are told apart where several are the same. @param {string[]} names @returns {string[]} */
  function apart(names) {
    const told = new Set();
    return names.map((name) => {
      let one = name;
      for (let number = 2; told.has(one); number++) one = `${name} (${number})`;
      told.add(one);
      return one;
    });
  }

  /** What a copy is called: as somebody named it, else by who filled it in. @param {Playbook.Pieces} pieces */
  function called(pieces) {
    const named = [pieces["~name"], pieces.filled_by].map((piece) => piece?.[0]).find((name) => typeof name === "string" && name.trim());
    return typeof named === "string" ? named.trim() : "";
  }

  /** When a copy was saved to a file, by the clock; the time of a piece only says what came after what.
   * @param {Playbook.Piece} piece */
  const filed = ([when, time]) => (typeof when === "number" ? when : time);

  /** What a copy holds, in canonical form. @param {Playbook.Pieces} pieces @param {Playbook.Definition} sheet */
  function whole(pieces, sheet) {
    const seen = Object.keys(pieces).filter((path) => path.startsWith(SEEN));
    return normalise({
      answers: gather(pieces), earlier: pieces["~earlier"]?.[0], copy: pieces["~name"]?.[0],
      seen: Object.assign(bare(), Object.fromEntries(seen.map((path) => [path.slice(SEEN.length), pieces[path][0]]))),
    }, sheet);
  }

  /** Pieces that came from a file: that file holds them. @param {Playbook.Pieces} pieces @returns {Playbook.Pieces} */
  const fromFile = (pieces) => {
    const newest = Math.max(...Object.keys(pieces).map((path) => pieces[path][1]));
    return Object.assign(bare(), pieces, { "~filed": [Date.now(), newest] });
  };

  playbook.pieces = { apart, called, filed, fromFile, gather, merge, moved, rows, spread, whole };
})((window.playbook = window.playbook || {}));
