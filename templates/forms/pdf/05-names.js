// @ts-check
// The names of a form's fields, and the way between them and answers; as playbook/answers/names.py.
((playbook) => {
  "use strict";
  if (playbook.pdf.nested !== undefined) return;
  /** Parts of the longest name: <table>.<row>.<column>.<option>. */
  const PARTS = 4;

  /** Answers by the names of the fields that hold them. @param {any} given @param {Playbook.Definition} sheet */
  function flat(given, sheet) {
    const { asked } = playbook.answers.index(sheet.fields);
    const values = playbook.answers.bare();
    const put = (/** @type {string} */ name, /** @type {any} */ held) => (values[name] = held);
    for (const key of Object.keys(given.answers)) playbook.fields[asked[key].type].flat(asked[key], key, given.answers[key], put);
    return values;
  }

  /** Values by the names of controls as answers. @param {Record<string, any>} values @param {any} index of the fields */
  function nested(values, { asked, today }) {
    const tree = new Map();
    for (const full of Object.keys(values)) {
      const path = way(full, { asked, today }), last = path.pop();
      /** @type {any} */
      let branch = tree;
      for (const part of path) {
        if (!branch.has(part)) branch.set(part, new Map());
        branch = branch.get(part);
        if (!(branch instanceof Map)) break;
      }
      // Where a name is both a value and the beginning of others, the longer one stands for itself.
      if (branch instanceof Map && !(branch.get(last) instanceof Map)) branch.set(last, values[full]);
      else tree.set(full, values[full]);
    }
    const answers = playbook.answers.bare();
    for (const [key, branch] of tree) answers[key] = grown(branch, asked[today[key]]);
    return answers;
  }

  /** The way that a control's name leads; the text beside an option is one step. @param {string} full @param {any} index @returns {any[]} */
  function way(full, { asked, today }) {
    const parts = full.split("."), length = parts.length;
    if (parts[length - 1] === "text" && (length === 3 || length === 5)) {
      const beside = `${parts[length - 3]}>${parts[length - 2]}`;
      const there = length === 3 ? today : playbook.answers.index(asked[today[parts[0]]]?.columns ?? []).today;
      if (beside in there) return [...parts.slice(0, -3), beside];
    }
    return length < PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(".")];
  }

  /** A branch as the rows, the lines or the options that it stands for; where the sheet does not say
   * what it asked, numbers are rows and ticks are options. @param {any} branch @param {any} [field] @returns {any} */
  function grown(branch, field) {
    if (!(branch instanceof Map)) return branch;
    const keys = [...branch.keys()], ticks = [...branch.values()].every((one) => typeof one === "boolean");
    if (Array.isArray(field?.rows)) return grouped(branch, row);
    if (!ticks && keys.every((key) => /^\d+$/.test(key))) return keys.sort((a, b) => Number(a) - Number(b)).map((key) => row(branch.get(key)));
    if (ticks) return keys.filter((key) => branch.get(key));
    return grouped(branch, row);
  }

  /** A row with its cells grown; a row of boxes is still a row. @param {any} cells @returns {any} */
  const row = (cells) => (cells instanceof Map ? grouped(cells, grown) : cells);

  /** @param {Map<string, any>} branch @param {(value: any) => any} work */
  function grouped(branch, work) {
    const group = playbook.answers.bare();
    for (const [key, value] of branch) group[key] = work(value);
    return group;
  }

  Object.assign(playbook.pdf, { flat, nested });
})((window.playbook = window.playbook || {}));
