// @ts-check
// The figures that a sheet works out, as playbook/answers/figures.py: sum, average and count.
((playbook) => {
  "use strict";
  if (playbook.figures) return;

  const size = (/** @type {bigint} */ number) => (number < 0n ? -number : number);

  /** @param {string} operation @param {any[]} values @param {string} decimal @returns {string} */
  function figure(operation, values, decimal) {
    const given = values.filter((value) => value && value.length !== 0);
    if (operation === "count") {
      const count = given.reduce((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0);
      return count ? String(count) : "";
    }
    const numbers = given.map((value) => playbook.numbers.read(value, decimal)).filter((one) => one !== null);
    if (!numbers.length) return "";
    const after = Math.max(...numbers.map((one) => one.after));
    const total = numbers.reduce((sum, one) => sum + one.digits * 10n ** BigInt(after - one.after), 0n);
    if (operation === "sum") return playbook.numbers.shown({ digits: total, after }, decimal);
    return playbook.numbers.shown(rounded(total, BigInt(numbers.length) * 10n ** BigInt(after), Math.min(after + 1, 2)), decimal);
  }

  /** `total` divided by `parts`; halves go away from zero. @param {bigint} total @param {bigint} parts @param {number} after */
  function rounded(total, parts, after) {
    const digits = (size(total) * 10n ** BigInt(after) * 2n + parts) / (2n * parts);
    return { digits: total < 0n ? -digits : digits, after };
  }

  /** The figures of a sheet by the name of their place. @param {Playbook.Definition} sheet @param {any} answers */
  function figures(sheet, answers) {
    const found = playbook.answers.bare();
    /** @type {Record<string, string[]>} */
    const rows = playbook.answers.bare();
    const each = (/** @type {any} */ held) => (held ? Object.entries(held) : []);
    for (const table of /** @type {Playbook.Table[]} */ (sheet.fields.filter((field) => field.columns)))
      for (const column of /** @type {Playbook.Figure[]} */ (table.columns.filter((one) => one.operation))) {
        const worked = each(answers[table.key]).map(([row, cells]) =>
          [row, figure(column.operation, column.of.map((key) => cells[key]), sheet.decimal)]);
        rows[`${table.key}.${column.key}`] = worked.map(([, value]) => value);
        for (const [row, value] of worked) found[`${table.key}.${row}.${column.key}`] = value;
      }
    for (const field of /** @type {Playbook.Figure[]} */ (sheet.fields.filter((one) => one.operation))) {
      const values = field.of.flatMap((name) => {
        const [key, column] = name.split(".");
        if (!column) return [answers[key]];
        return rows[name] ?? each(answers[key]).map(([, cells]) => cells[column]);
      });
      found[field.key] = figure(field.operation, values, sheet.decimal);
    }
    return found;
  }

  /** Show the figures of a form. @param {Playbook.View} view */
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

  playbook.figures = { figures };
  playbook.figured = figured;
})((window.playbook = window.playbook || {}));
