playbook.fields.scale = {
  ...playbook.shapes.text,
  judge: (/** @type {any} */ field, /** @type {string} */ said) =>
    /** @type {Required<Playbook.Shape>} */ (playbook.fields.scale).steps(field).includes(said) || (field.unknown === true && said === "unknown"),
  /** The answers that there are, in order. @param {Playbook.Field} field @returns {string[]} */
  steps: ({ min = 1, max = 5 }) => Array.from({ length: max - min + 1 }, (_, i) => String(min + i)),
  /** @param {any} _ @param {string} value @param {Playbook.Definition} sheet */
  said: (_, value, sheet) => (value === "unknown" ? sheet.words["scale.unknown"] : value),
};
