// @ts-check
// What stands on added pages: answers that have no room in their boxes, rows past those that have
// boxes, and maps.
((playbook) => {
  "use strict";
  if (playbook.pdf.added !== undefined) return;

  /** What stands on added pages: of `long` texts the whole, then rows that have no boxes.
   * @param {string[]} long names @param {Record<string, any>} values by name @param {Playbook.Answers} given @param {Playbook.Definition} sheet @param {any} side */
  function added(long, values, given, sheet, side) {
    const { asked } = playbook.answers.index(sheet.fields);
    const say = (/** @type {string} */ key, more = {}) => playbook.answers.say(side, key, more);
    const noun = (/** @type {any} */ field, /** @type {number} */ at) => `${field.rows_label ?? say("entry")} ${at + 1}`;
    const said = (/** @type {any} */ field, /** @type {any} */ held) => {
      const { calendar } = playbook.types[field.type], { dated } = playbook.pdf.setting;
      const texts = [held].flat().map((one) => (one === true ? "" : calendar ? dated(side.language, one) : playbook.fields[field.type].said(field, one, sheet)));
      return [field.label, texts.join(", ")].filter(Boolean).join(": ") + (field.unit ? ` ${field.unit}` : "");
    };
    /** What a field is called: what differs comes first. @param {string} name */
    function title(name) {
      const parts = name.split("."), field = asked[parts[0]];
      const beside = parts[parts.length - 1] === "text" ? parts.splice(-2)[0] : "";
      const column = field.columns ? playbook.answers.index(field.columns).asked[parts[2]] : field;
      const row = !(parts.length > 1) ? field.label
        : !field.columns ? say("row", { number: Number(parts[1]) + 1 })
        : Array.isArray(field.rows) ? field.rows.find((/** @type {any} */ one) => one.id === parts[1])?.label : noun(field, Number(parts[1]));
      const option = column?.options?.find((/** @type {any} */ one) => one.id === beside);
      return [option?.label, column.label, column === field && parts.length === 1 ? "" : row].filter(Boolean).join(", ");
    }
    /** @type {any[]} */
    const blocks = [];
    const put = (/** @type {string} */ tag, /** @type {string} */ text, more = {}) => blocks.push({ tag, text, ...more });
    const from = (/** @type {any} */ field) => put("P", say("from_page", { number: field.page }), { aside: true });
    if (long.length) {
      put("H2", say("long"));
      put("P", `${say("long_note")} ${say("snapshot")}`, { aside: true });
    }
    for (const name of long) {
      put("H3", title(name), { name });
      from(side.fields[name]);
      for (const paragraph of values[name].split("\n")) if (paragraph.trim()) put("P", paragraph, { typed: true });
    }
    const boxed = Object.keys(side.fields);
    let rows = 0;
    for (const field of sheet.fields) {
      const held = given.answers[field.key];
      if (!Array.isArray(held) || field.options) continue;
      const last = boxed.filter((name) => name.startsWith(`${field.key}.`)).pop() ?? "";
      const first = Number(last.split(".")[1] ?? -1) + 1;
      if (held.length <= first) continue;
      rows += held.length - first;
      put("H2", say("rows", { label: field.label, first: first + 1, last: held.length }));
      if (last) from(side.fields[last]);
      held.slice(first).forEach((row, at) => {
        put("H3", field.columns ? noun(field, first + at) : say("row", { number: first + at + 1 }));
        if (!field.columns) return put("P", row, { typed: true });
        for (const column of field.columns) {
          const cell = row[column.key] ?? values[`${field.key}.${first + at}.${column.key}`];
          if (cell !== undefined) for (const line of said(column, cell).split("\n")) if (line.trim()) put("P", line, { typed: true });
        }
      });
    }
    return { blocks: [...blocks, ...posters(given, sheet, side)], rows };
  }

  /** The map of each table that has rows, a table on a page of its own, on its side. It hides no name,
   * and is left out where others may not see it; as playbook/sheets/poster.py.
   * @param {Playbook.Answers} given @param {Playbook.Definition} sheet @param {any} side */
  function posters(given, sheet, side) {
    const say = (/** @type {string} */ key, more = {}) => playbook.answers.say(side, `map_${key}`, more);
    return sheet.fields.filter((field) => field.map && given.answers[field.key] && !field.private).flatMap((field) => {
      const { map, columns } = /** @type {Playbook.Table} */ (field), { asked } = playbook.answers.index(columns);
      const [x, y] = [asked[map.x], asked[map.y]], [across, down] = [steps(x), steps(y).reverse()];
      if ([asked[map.label], x, y].some((one) => one.private)) return [];
      const places = across.flatMap((step) => down.map((high) => `${step.id} ${high.id}`)), off = /** @type {string[]} */ ([]);
      /** @type {Record<string, string[]>} */
      const cells = playbook.answers.bare();
      for (const row of Object.values(given.answers[field.key])) {
        const name = row[map.label], place = `${row[map.x]} ${row[map.y]}`;
        if (name) (places.includes(place) ? (cells[place] ??= []) : off).push(name);
      }
      const begin = `${map.begin?.[map.x]} ${map.begin?.[map.y]}`;
      const inside = (/** @type {string} */ place) => cells[place] ?? (place === begin ? { aside: say("begin") } : []);
      const blocks = [
        { tag: "H2", text: say("title", { label: field.label }), turned: true },
        { tag: "Table", rows: [[{ aside: say("corner", { x: x.label, y: y.label }) }, ...across.map(({ label }) => label)],
          ...down.map((high) => [high.label, ...across.map((step) => inside(`${step.id} ${high.id}`))])] },
      ];
      return off.length ? [...blocks, { tag: "P", text: `${say("unplaced")}: ${off.join(", ")}` }] : blocks;
    });
  }

  /** The steps of an axis, the ends of a scale with their words. @param {Playbook.Field} column */
  function steps(column) {
    const ids = column.options ? [] : /** @type {Required<Playbook.Shape>} */ (playbook.fields[column.type]).steps(column);
    const end = (/** @type {number} */ at) => (at ? at === ids.length - 1 && column.high : column.low);
    return column.options?.slice() ?? ids.map((id, at) => ({ id, label: [id, end(at)].filter(Boolean).join(", ") }));
  }


  playbook.pdf.added = added;
})((window.playbook = window.playbook || {}));
