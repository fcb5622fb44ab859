// @ts-check
// The figures that a sheet works out: sum, average and count. Exact, with at most one decimal.
((playbook) => {
  "use strict";
  if (playbook.figures) return;

  /** A number as people type it: its digits without the point, and how many stand after it.
   * @param {any} text @returns {{digits: bigint, after: number} | null} */
  function number(text) {
    if (typeof text !== "string" || text.length > 30) return null;
    const plain = text.replace(/[\s\u202f']/g, "").replace(/[.,](?=\d{3}(?:\D|$))/g, "").replace(/,/g, ".");
    const found = /^([+-]?)(\d*)\.?(\d*)$/.exec(plain);
    if (!found || !(found[2] + found[3]) || found[2].length > 20) return null;
    return { digits: BigInt(found[1].replace("+", "") + found[2] + found[3]), after: found[3].length };
  }

  /** @param {string} operation @param {any[]} values @returns {string} */
  function figure(operation, values) {
    const given = values.filter((value) => value && value.length !== 0);
    if (operation === "count") {
      const count = given.reduce((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
      return count ? String(count) : "";
    }
    const numbers = given.map(number).filter((one) => one !== null);
    if (!numbers.length) return "";
    const after = Math.max(...numbers.map((one) => one.after));
    const sum = numbers.reduce((total, one) => total + one.digits * 10n ** BigInt(after - one.after), 0n);
    const parts = 10n ** BigInt(after) * BigInt(operation === "average" ? numbers.length : 1);
    const size = sum < 0n ? -sum : sum;
    const tenths = (size * 20n + parts) / (parts * 2n);
    const text = `${tenths / 10n}.${tenths % 10n}`.replace(/\.0$/, "");
    return (sum < 0n && tenths ? "-" : "") + text;
  }

  /** The figures of a sheet by the name of their place. @param {any} sheet @param {any} answers */
  function figures(sheet, answers) {
    const found = playbook.answers.bare();
    /** @type {Record<string, string[]>} */
    const rows = playbook.answers.bare();
    const each = (/** @type {any} */ held) => (held ? Object.entries(held) : []);
    for (const table of sheet.fields.filter((/** @type {any} */ field) => field.columns))
      for (const column of table.columns.filter((/** @type {any} */ one) => one.operation)) {
        const worked = each(answers[table.key]).map(([row, cells]) =>
          [row, figure(column.operation, column.of.map((/** @type {string} */ key) => cells[key]))]);
        rows[`${table.key}.${column.key}`] = worked.map(([, value]) => value);
        for (const [row, value] of worked) found[`${table.key}.${row}.${column.key}`] = value;
      }
    for (const field of sheet.fields.filter((/** @type {any} */ one) => one.operation)) {
      const values = field.of.flatMap((/** @type {string} */ name) => {
        const [key, column] = name.split(".");
        if (!column) return [answers[key]];
        return rows[name] ?? each(answers[key]).map(([, cells]) => cells[column]);
      });
      found[field.key] = figure(field.operation, values);
    }
    return found;
  }

  /** Show the figures of a form. @param {any} view */
  function figured(view) {
    view.changed.push(() => {
      const found = figures(view.sheet, playbook.pieces.gather(view.pieces, true));
      for (const place of view.form.querySelectorAll("[data-figure]")) {
        const [key, row, column] = place.dataset.figure.split(".");
        const path = row ? `${key}.${place.closest("[data-row]").dataset.row}.${column}` : key;
        place.textContent = found[path] ?? "";
      }
    });
  }

  playbook.figures = { figures, number };
  playbook.figured = figured;
})((window.playbook = window.playbook || {}));
