playbook.fields.scale = {
  ...playbook.shapes.text,
  judge: (/** @type {any} */ field, /** @type {string} */ said) => playbook.fields.scale.steps(field).includes(said),
  /** The answers that there are, in order. @param {any} field @returns {string[]} */
  steps: ({ min = 1, max = 5 }) => Array.from({ length: max - min + 1 }, (_, i) => String(min + i)),
};
