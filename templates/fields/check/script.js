playbook.fields.check = {
  ...playbook.shapes.text,
  fit: (/** @type {any} */ _, /** @type {any} */ value) =>
    value === true || value === "true" ? [true] : [undefined, playbook.answers.tidy(value)],
};
