playbook.fields.scale = {
  ...playbook.shapes.text,
  judge: (/** @type {any} */ field, /** @type {string} */ said) =>
    playbook.fields.scale.steps(field).includes(said) || (field.unknown === true && said === "unknown"),
  /** The answers that there are, in order. @param {any} field @returns {string[]} */
  steps: ({ min = 1, max = 5 }) => Array.from({ length: max - min + 1 }, (_, i) => String(min + i)),
  /** @param {any} _ @param {string} value @param {any} sheet */
  said: (_, value, sheet) => (value === "unknown" ? sheet.words["scale.unknown"] : value),
};
