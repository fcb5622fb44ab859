// @ts-check
// The shapes that answers have. A type of field takes one and adds what is its own, in its script
// `fields/<type>/script.js`; what it is, as Python tells it, is in `playbook.types`.
((playbook) => {
  "use strict";
  if (playbook.fields) return;
  const { blank, clean, filled, isGroup, tidy } = playbook.answers;
  const is = (/** @type {any} */ field) => playbook.types[field.type];
  /** @type {Record<string, RegExp>} */
  const patterns = playbook.answers.bare();

  /** One text. What stands here holds for every type that does not say otherwise. */
  const text = {
    /** Whether a text is an answer. @param {Playbook.Field} field @param {string} said */
    judge(field, said) {
      const { pattern } = is(field);
      return !pattern || (patterns[pattern] ??= new RegExp(`^(?:${pattern})$`, "u")).test(said.trim());
    },
    /** What of a value is an answer, and the rest. @param {Playbook.Field} field @param {any} value @returns {any[]} */
    fit(field, value) {
      if (typeof value !== "string") return [undefined, tidy(value)];
      const said = clean(value, is(field).one_line);
      if (blank(said)) return [];
      return is(field).strict && !playbook.fields[field.type].judge(field, said) ? [undefined, said] : [said];
    },
    /** Put an answer by the names of its controls. @param {Playbook.Field} field @param {string} name @param {any} held @param {(name: string, held: any) => void} put */
    flat(field, name, held, put) {
      put(field.option === undefined ? name : `${name.replace(">", ".")}.text`, held);
    },
    /** Put an answer by the paths of its pieces; rows get ids that begin with `row`. @param {Playbook.Field} field @param {string} path @param {any} held @param {(path: string, held: any) => void} put @param {string} _row */
    spread(field, path, held, put, _row) {
      put(path, held);
    },
    /** How words tell an answer. @param {Playbook.Field} _field @param {string} value @param {Playbook.Definition} _sheet */
    said: (_field, value, _sheet) => value,
    /** What was answered elsewhere as an answer here; undefined where it is none.
     * @param {Playbook.Asking} field @param {string[]} texts @param {boolean} lines whether each was a line of its own */
    taken(field, texts, lines) {
      if (!texts.length || (is(field).formed && field.from.type !== field.type)) return undefined;
      const said = texts.join(lines && !is(field).one_line ? "\n" : ", ");
      return is(field).one_line ? said.replace(/\n/g, " ") : said;
    },
  };

  /** The ids of today for those that options had before. @param {Playbook.Choice} field @param {any} value @returns {any} */
  function renewed(field, value) {
    if (Array.isArray(value)) return value.map((one) => renewed(field, one));
    return field.options.find((one) => one.was?.includes(value))?.id ?? value;
  }

  /** One of some options. */
  const option = {
    ...text,
    /** @param {Playbook.Choice} field @param {any} value */
    fit: (field, value) => text.fit(field, renewed(field, value)),
    /** @param {Playbook.Choice} field @param {string} said */
    judge: (field, said) => field.options.some((one) => one.id === said),
    /** @param {Playbook.Choice} field @param {string} value */
    said: (field, value) => field.options.find((one) => one.id === value)?.label ?? value,
    /** The answer where somebody wrote beside an option: that chooses it. @param {Playbook.Choice} field @param {any} held @param {string} id */
    choosing: (field, held, id) => held ?? id,
  };

  /** Any of some options. */
  const options = {
    ...option,
    /** @param {Playbook.Choice} field @param {string[] | undefined} held @param {string} id */
    choosing: (field, held = [], id) => field.options.map((one) => one.id).filter((one) => one === id || held.includes(one)),
    /** @param {Playbook.Choice} field @param {any} value */
    fit(field, value) {
      if (!Array.isArray(value)) return [undefined, tidy(value)];
      value = renewed(field, value);
      const chosen = field.options.map((one) => one.id).filter((id) => value.includes(id));
      return [filled(chosen), tidy(value.filter((/** @type {any} */ one) => !chosen.includes(one)))];
    },
    /** @param {Playbook.Choice} field @param {string} name @param {string[]} held @param {any} put */
    flat(field, name, held, put) {
      for (const id of held) put(`${name}.${id}`, true);
    },
    /** @param {Playbook.Choice} field @param {string} path @param {string[]} held @param {any} put */
    spread(field, path, held, put) {
      for (const id of held) put(`${path}:${id}`, true);
    },
  };

  /** Lines that people add. */
  const lines = {
    ...text,
    /** @param {Playbook.Field} field @param {any} value */
    fit(field, value) {
      if (!Array.isArray(value)) return [undefined, tidy(value)];
      const said = value.filter((one) => typeof one === "string").map((one) => clean(one, true));
      return [filled(said.filter((one) => !blank(one))), tidy(value.filter((one) => typeof one !== "string"))];
    },
    /** @param {Playbook.Field} field @param {string} name @param {string[]} held @param {any} put */
    flat(field, name, held, put) {
      held.forEach((line, i) => put(`${name}.${i}`, line));
    },
    /** @param {Playbook.Field} field @param {string} path @param {string[]} held @param {any} put @param {string} row */
    spread(field, path, held, put, row) {
      held.forEach((line, i) => {
        put(`${path}.${row}${i}`, i);
        put(`${path}.${row}${i}.`, line);
      });
    },
    /** @param {Playbook.Field} field @param {string[]} texts */
    taken: (field, texts) => (texts.length ? texts : undefined),
  };

  /** Rows of answers to the columns of a field. */
  const rows = {
    ...text,
    /** @param {Playbook.Table} field @param {any} value */
    fit(field, value) {
      const row = (/** @type {any} */ one) => {
        if (!isGroup(one)) return [undefined, tidy(one)];
        const [cells, left] = playbook.answers.fit([one], field.columns);
        return [filled(cells), filled(left)];
      };
      if (!Array.isArray(field.rows)) {
        if (!Array.isArray(value)) return [undefined, tidy(value)];
        const pairs = value.map(row);
        return [filled(pairs.map((pair) => pair[0]).filter(Boolean)), tidy(pairs.map((pair) => pair[1]).filter(Boolean))];
      }
      if (!isGroup(value)) return [undefined, tidy(value)];
      const fitting = playbook.answers.bare(), left = playbook.answers.bare();
      const known = field.rows.map((one) => one.id);
      for (const id of known) {
        if (!Object.hasOwn(value, id)) continue;
        const [cells, rest] = row(value[id]);
        if (cells) fitting[id] = cells;
        if (rest) left[id] = rest;
      }
      for (const id of Object.keys(value)) if (!known.includes(id)) left[id] = tidy(value[id]);
      return [filled(fitting), tidy(left)];
    },
    /** @param {Playbook.Table} field @param {string} name @param {any} held @param {any} put */
    flat(field, name, held, put) {
      each(field, held, (row, column, cell) => playbook.fields[column.type].flat(column, `${name}.${row}.${column.key}`, cell, put));
    },
    /** @param {Playbook.Table} field @param {string} path @param {any} held @param {any} put @param {string} row */
    spread(field, path, held, put, row) {
      const own = Array.isArray(held) ? row : "";
      if (own) held.forEach((/** @type {any} */ _, /** @type {number} */ i) => put(`${path}.${own}${i}`, i));
      each(field, held, (id, column, cell) => playbook.fields[column.type].spread(column, `${path}.${own}${id}.${column.key}`, cell, put, row));
    },
  };

  /** @param {Playbook.Table} field @param {any} held @param {(row: string, column: any, cell: any) => void} call */
  function each(field, held, call) {
    const { asked } = playbook.answers.index(field.columns);
    for (const row of Object.keys(held)) for (const key of Object.keys(held[row])) call(row, asked[key], held[row][key]);
  }

  /** A figure: nobody answers it. */
  const figure = { ...text, fit: () => [] };

  playbook.shapes = { figure, lines, option, options, renewed, rows, text };
  playbook.fields = playbook.answers.bare();
})((window.playbook = window.playbook || {}));
