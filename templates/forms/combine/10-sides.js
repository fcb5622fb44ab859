// @ts-check
// How the answers of many partners to one question are put side by side; the program's twin is
// playbook/fields/combining.py, and what is said there holds here.
((playbook) => {
  "use strict";
  if (playbook.sides) return;
  const { bare, byCode, write } = playbook.answers;

  /** @typedef {[number, any][]} Given what each partner who answered has said, by number */
  /** @typedef {[string, string, Given][]} Rows path, label and answers of each row */

  /** What is the same in texts that differ in case, width or spaces alone. @param {string} text */
  function folded(text) {
    const lower = Array.from(text.normalize("NFKC"), (sign) => playbook.folds[sign] ?? sign.toLowerCase()).join("");
    return lower.normalize("NFKC").split(/\s+/).filter(Boolean).join(" ");
  }

  /** @param {string} view @param {Playbook.Field} field @param {any} more @returns {Playbook.SeenPart} */
  const part = (view, field, more) => ({ view, key: field.key, label: field.label, talk: [], ...more });
  const way = (/** @type {Playbook.Field} */ field) => field.combine?.as;
  const shown = (/** @type {Playbook.Field} */ field, /** @type {any} */ answer) => types[field.type].shown(field, answer);
  const lower = (/** @type {string} */ a, /** @type {string} */ b) => (byCode(a, b) <= 0 ? a : b);

  /** @param {Given} given */
  const agreed = (given) => given.length > 1 && given.every((one) => write(one[1]) === write(given[0][1]));

  /** What was said with those who said it; what most said goes first. @param {[number, any][]} pairs */
  function gathered(pairs) {
    const values = bare(), by = bare();
    for (const [partner, value] of pairs) {
      const key = write(value);
      values[key] = value;
      (by[key] ??= []).push(partner);
    }
    return Object.keys(by).sort((a, b) => by[b].length - by[a].length || byCode(a, b)).map((key) => ({ said: values[key], by: by[key] }));
  }

  /** Lines by what is the same in them. @param {[number, string][]} pairs @returns {Map<string, {text: string, by: number[]}>} */
  function merged(pairs) {
    const found = new Map();
    for (const [partner, line] of pairs) {
      const key = folded(line), { text, by } = found.get(key) ?? { text: line, by: [] };
      found.set(key, { text: lower(text, line), by: by.includes(partner) ? by : [...by, partner] });
    }
    return found;
  }

  /** @param {number[]} values */
  function median(values) {
    const ordered = [...values].sort((a, b) => a - b);
    return String((ordered[Math.floor((ordered.length - 1) / 2)] + ordered[Math.floor(ordered.length / 2)]) / 2);
  }

  /** @param {Playbook.Field} field @param {Given} given */
  function said(field, given) {
    const answers = gathered(given.map(([by, answer]) => [by, shown(field, answer)]));
    const found = part("said", field, { answers, agreed: agreed(given) });
    if (way(field) === "one" && answers.length > 1) found.talk.push({ kind: "differ", label: field.label, path: field.key });
    return [found];
  }

  /** @param {Playbook.Field} field @param {Rows} rows */
  const cells = (field, rows) => [part("cells", field, {
    rows: rows.map(([, label, given]) => ({ label, answers: gathered(given.map(([by, answer]) => [by, shown(field, answer)])) })),
  })];

  /** @param {Playbook.Field} field @param {[number, string[]][]} chosen */
  function counts(field, chosen) {
    const options = (field.options ?? []).map(({ id, label }) => ({ id, label, by: chosen.filter((one) => one[1].includes(id)).map((one) => one[0]) }));
    return part("counts", field, { options, agreed: agreed(chosen) });
  }

  /** What stands in some lists that are against each other. @param {[Playbook.Field, Given][]} lists */
  function topics(lists) {
    const first = lists[0][0];
    const sides = lists.map(([, given]) => merged(given.flatMap(([by, lines]) => lines.map((/** @type {string} */ line) => [by, line]))));
    const rows = [...new Set(sides.flatMap((side) => [...side.keys()]))].map((key) => {
      const held = sides.map((side) => side.get(key));
      const by = held.map((one) => one?.by ?? []);
      const text = held.map((one) => one?.text ?? "").filter(Boolean).reduce(lower);
      return { text, by, path: `${first.key}.${key}`, apart: by.filter((one) => one.length).length > 1 };
    });
    const longest = (/** @type {number[][]} */ a, /** @type {number[][]} */ b) => a.reduce((less, one, at) => less || b[at].length - one.length, 0);
    rows.sort((a, b) => longest(a.by, b.by) || byCode(a.text, b.text) || byCode(a.path, b.path));
    const found = part("topics", first, { lists: lists.map(([{ key, label }]) => ({ key, label })), rows });
    found.talk = rows.filter((row) => row.apart).map(({ text, path, by }) => ({ kind: "topic", label: text, path, by }));
    return [found];
  }

  /** What is asked for beside who offers it. @param {[Playbook.Field, Given, Given]} asked @param {[Playbook.Field, Given, Given]} offered */
  function matched([asks, ...asked], [offers, ...offered]) {
    const [wanted, had] = [asks.options ?? [], offers.options ?? []];
    const labels = bare();
    for (const { id, label } of [...had, ...wanted]) labels[id] = label;
    const order = [...new Set([...wanted, ...had].map((one) => one.id)), ""];
    const [side, back] = [byKind(asked), byKind(offered)];
    const rows = order.filter((id) => side[id] || back[id])
      .map((id) => ({ id, label: labels[id] ?? "", asked: side[id] ?? [], offered: back[id] ?? [] }));
    const found = part("match", asks, { offers: offers.label, rows });
    found.talk = rows.filter((row) => row.id && row.asked.length && !row.offered.length).map(({ id, label, asked: by }) =>
      ({ kind: "unoffered", label, path: `${asks.key}.${id}`, by: by.flatMap((/** @type {any} */ one) => one.by) }));
    return [found];
  }

  /** @param {Given[]} given */
  function byKind([kinds, details]) {
    const texts = new Map(details), chosen = new Map(kinds), found = bare();
    for (const partner of [...new Set([...texts.keys(), ...chosen.keys()])].sort((a, b) => a - b))
      for (const kind of chosen.get(partner) ?? [""]) (found[kind] ??= []).push({ by: [partner], said: texts.get(partner) ?? "" });
    return found;
  }

  /** What stands here holds for every type that does not say otherwise. */
  const text = {
    combined: said,
    rows: cells,
    /** @param {Playbook.Field} _ @param {any} answer */
    shown: (_, answer) => answer,
  };
  /** @type {Record<string, Playbook.Side>} */
  const types = bare();

  playbook.sides = { agreed, counts, folded, lower, matched, median, merged, part, shown, text, topics, types, way };
})((window.playbook = window.playbook || {}));
