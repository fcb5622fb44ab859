// @ts-check
// JSON as strangers send it: bounded before it is parsed, and nothing in it is passed over.
// The program's twin is playbook/answers/strict.py; `playbook.budgets` come from there.
((playbook) => {
  "use strict";
  if (playbook.strict) return;
  const { budgets } = playbook;
  // eslint-disable-next-line no-control-regex -- those are what nobody can read
  const GONE = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\p{Cs}\p{NChar}]/gu;

  /** Without marks that nobody can read any more, one above the other: to sort them takes too long. @param {string} text */
  const slim = (text) => text.replace(/(\p{M}{30})\p{M}+/gu, "$1");

  const isGroup = (/** @type {any} */ value) =>
    value !== null && typeof value === "object" && !Array.isArray(value);

  /** @param {string} text @param {boolean} [line] whether it stands on one line */
  function clean(text, line) {
    const whole = text.replace(/\r\n?|[\u2028\u2029\x85\v\f]/g, "\n").replace(/\t/g, " ");
    const seen = slim(slim(whole.replace(GONE, "")).normalize());
    return line ? seen.replace(/\n/g, " ") : seen;
  }

  /** Where the text that begins at `at` ends. @param {string} json @param {number} at */
  function end(json, at) {
    let close = json.indexOf('"', at + 1);
    for (; close >= 0; close = json.indexOf('"', close + 1)) {
      let slashes = 0;
      while (json[close - 1 - slashes] === "\\") slashes++;
      if (slashes % 2 === 0) return close;
    }
    return json.length;
  }

  /** Refuse what holds too much, before memory is spent on it.
   * @param {string} json @param {Playbook.Refuse} refuse @param {"values" | "all_values"} values */
  function bound(json, refuse, values) {
    let marks = 0, depth = 0, deepest = 0;
    for (let at = 0; at < json.length; at++) {
      const sign = json[at];
      if (sign === '"') at = end(json, at);
      else if (sign === "[" || sign === "{") {
        marks++;
        deepest = Math.max(deepest, ++depth);
      } else if (sign === "]" || sign === "}") depth--;
      else if (sign === ",") marks++;
    }
    if (marks > 2 * budgets[values]) throw refuse("values", { most: budgets[values] });
    if (deepest > budgets.depth + 2) throw refuse("depth", { most: budgets.depth });
  }

  /** Refuse a key that is said twice in a group, or that no file of ours has.
   * @param {string} json that is JSON @param {Playbook.Refuse} refuse */
  function keyed(json, refuse) {
    /** @type {(Set<string> | null)[]} */
    const open = [];
    /** @type {string | undefined} */
    let twice;
    for (let at = 0; at < json.length; at++) {
      const sign = json[at];
      if (sign === "{") open.push(new Set());
      else if (sign === "[") open.push(null);
      else if (sign === "]" || sign === "}") open.pop();
      if (sign !== '"') continue;
      const start = at;
      at = end(json, at);
      const keys = open[open.length - 1];
      let next = at + 1;
      while (/\s/.test(json[next])) next++;
      if (!keys || json[next] !== ":") continue;
      const key = clean(JSON.parse(json.slice(start, at + 1)), true);
      if (key === "__proto__" || Array.from(key).length > budgets.key) throw refuse("key", { key: key.slice(0, 120) });
      if (keys.has(key)) twice ??= key;
      keys.add(key);
    }
    if (twice !== undefined) throw refuse("twice", { key: twice.slice(0, 120) });
  }

  /** What a JSON text says. @param {string} json @param {Playbook.Refuse} refuse @param {"values" | "all_values"} [values] */
  function said(json, refuse, values = "values") {
    if (!json.trim()) throw refuse("blank");
    bound(json, refuse, values);
    let data;
    try {
      // A number arrives as it was typed: an answer is a text.
      data = JSON.parse(json, (_, value, /** @type {any} */ ...more) =>
        typeof value === "number" ? String(more[0]?.source ?? value) : value);
    } catch {
      throw refuse("broken");
    }
    keyed(json, refuse);
    return data;
  }

  /** What the JSON of a file says. @param {Uint8Array} bytes @param {Playbook.Refuse} refuse
   * @param {"file" | "backup"} [size] @param {"values" | "all_values"} [values] */
  function read(bytes, refuse, size = "file", values = "values") {
    if (bytes.length > budgets[size]) throw refuse("huge", { size: budgets[size] / 1e6 });
    let json;
    try {
      json = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw refuse("broken");
    }
    return said(json, refuse, values);
  }

  /** Refuse what says more of one sheet than a page can show. @param {any} data @param {Playbook.Refuse} refuse */
  function judge(data, refuse) {
    let rows = 0, values = 0, depth = 0;
    const waiting = [[data, 1]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [value, deep] = next;
      if (value === null || typeof value !== "object") continue;
      const inside = Object.values(value);
      depth = Math.max(depth, deep);
      values += inside.length;
      if (Array.isArray(value)) rows = Math.max(rows, value.length);
      for (const one of inside) waiting.push([one, deep + 1]);
    }
    for (const [budget, size] of /** @type {const} */ ([["rows", rows], ["values", values], ["depth", depth]]))
      if (size > budgets[budget]) throw refuse(budget, { most: budgets[budget] });
  }

  playbook.strict = { clean, isGroup, judge, read, said };
})((window.playbook = window.playbook || {}));
