// @ts-check
// How the tables of many partners are put together; the program's twin is playbook/fields/combining_rows.py.
((playbook) => {
  "use strict";
  if (playbook.sideRows) return;
  const { bare, byCode, write } = playbook.answers;
  const { folded, lower, part, shown, types } = playbook.sides;
  const FAR = 2;

  const each = (/** @type {[number, any][]} */ given) =>
    given.flatMap(([partner, rows]) => rows.map((/** @type {any} */ row) => /** @type {[number, any]} */ ([partner, row])));

  /** A table with rows of its own: column by column, as their types do. @param {Playbook.Table} table @param {[number, any][]} given */
  function fixed(table, given) {
    const own = /** @type {Playbook.Option[]} */ (table.rows);
    return table.columns.flatMap((column) => {
      /** @type {[string, string, [number, any][]][]} */
      const rows = own.map(({ id, label }) => [`${table.key}.${id}.${column.key}`, label,
        given.filter((one) => one[1][id] && column.key in one[1][id]).map(([by, held]) => [by, held[id][column.key]])]);
      if (!rows.some((row) => row[2].length)) return [];
      return types[column.type].rows(column, rows).map((/** @type {Playbook.SeenPart} */ one) =>
        ({ ...one, key: `${table.key}.${column.key}`, label: `${table.label}: ${column.label}` }));
    });
  }

  /** Rows that people wrote. @param {Playbook.Table} table @param {[number, any][]} given */
  function free(table, given) {
    const found = [all(table, given)];
    if (table.map) found.unshift(map(table, given));
    if (table.combine?.steps) found.push(steps(table, table.combine.steps, given));
    return found;
  }

  /** @param {Playbook.Table} table @param {[number, any][]} given */
  function all(table, given) {
    const used = new Set(each(given).flatMap(([, row]) => Object.keys(row)));
    const columns = table.columns.filter((column) => used.has(column.key));
    const rows = new Map();
    for (const [partner, row] of each(given)) {
      const cells = columns.map((column) => (column.key in row ? shown(column, row[column.key]) : ""));
      const held = rows.get(write(cells)) ?? { cells, by: [] };
      if (!held.by.includes(partner)) held.by.push(partner);
      rows.set(write(cells), held);
    }
    return part("rows", table, { columns: columns.map(({ key, label }) => ({ key, label })), rows: [...rows.values()] });
  }

  /** The answers that there are on an axis, in order. @param {Playbook.Field} axis @returns {string[]} */
  const stepsOf = (axis) => axis.options?.map((one) => one.id) ?? /** @type {Required<Playbook.Shape>} */ (playbook.fields[axis.type]).steps(axis);

  /** @param {Playbook.Table} table @param {[number, any][]} given */
  function map(table, given) {
    const { label, x, y, begin = {} } = table.map;
    const axis = (/** @type {string} */ key) => /** @type {Playbook.Field} */ (table.columns.find((column) => column.key === key));
    const axes = [axis(x), axis(y)];
    const places = bare(), texts = bare();
    for (const [partner, row] of each(given)) {
      if (!(label in row)) continue;
      const key = folded(row[label]), place = [partner, row[x] ?? "", row[y] ?? ""];
      texts[key] = lower(texts[key] ?? row[label], row[label]);
      places[key] ??= [];
      if (!places[key].some((/** @type {any} */ one) => write(one) === write(place))) places[key].push(place);
    }
    const at = (/** @type {string} */ step) => stepsOf(axes[1]).indexOf(step);
    const rows = Object.keys(places).map((key) => placed(texts[key], `${table.key}.${key}`, places[key], axes))
      .sort((a, b) => at(b.y) - at(a.y) || b.spread - a.spread || byCode(a.text, b.text));
    const said = (/** @type {Playbook.Field} */ one) => ({ key: one.key, label: one.label, steps: stepsOf(one).map((step) => ({ id: step, label: shown(one, step) })) });
    const start = axes.map((one) => begin[one.key]);
    const found = part("map", table, { begin: start.every(Boolean) ? start : [], rows, x: said(axes[0]), y: said(axes[1]) });
    found.talk = rows.filter((row) => row.spread >= FAR).map(({ text, path, marks }) => ({ kind: "placed", label: text, path,
      places: stepsOf(axes[0]).filter((step) => marks.some((mark) => mark.x === step)).map((step) => shown(axes[0], step)) }));
    return found;
  }

  /** One name with its marks, and where most have put it. @param {string} text @param {string} path @param {[number, string, string][]} places @param {Playbook.Field[]} axes */
  function placed(text, path, places, axes) {
    const cells = new Map();
    for (const [partner, x, y] of places) {
      const held = cells.get(`${x}\n${y}`) ?? { x, y, by: [] };
      held.by.push(partner);
      cells.set(`${x}\n${y}`, held);
    }
    const at = (/** @type {string} */ step, /** @type {number} */ axis) => stepsOf(axes[axis]).indexOf(step);
    const marks = [...cells.values()].sort((a, b) => at(a.x, 0) - at(b.x, 0) || at(a.y, 1) - at(b.y, 1));
    const xs = marks.map((mark) => at(mark.x, 0)).filter((step) => step >= 0);
    const most = (/** @type {number} */ axis) => {
      const scale = stepsOf(axes[axis]);
      const counts = scale.map((step) => new Set(places.filter((one) => one[axis + 1] === step).map((one) => one[0])).size);
      return Math.max(...counts) ? scale[counts.indexOf(Math.max(...counts))] : "";
    };
    return { text, path, marks, x: most(0), y: most(1), spread: xs.length ? Math.max(...xs) - Math.min(...xs) : 0 };
  }

  /** @param {Playbook.Table} table @param {Playbook.NextSteps} named @param {[number, any][]} given */
  function steps(table, named, given) {
    const cell = (/** @type {any} */ row, /** @type {string | undefined} */ key) => {
      const column = table.columns.find((one) => one.key === key);
      return column && column.key in row ? shown(column, row[column.key]) : "";
    };
    const rows = each(given).filter(([, row]) => named.what in row).map(([partner, row]) => ({
      date: cell(row, named.by), what: cell(row, named.what), who: cell(row, named.who),
      done: named.done !== undefined && named.done in row && row[named.done] === (named.done_is ?? true), by: [partner],
    }));
    return part("steps", table, { rows });
  }

  playbook.sideRows = { fixed, free };
})((window.playbook = window.playbook || {}));
