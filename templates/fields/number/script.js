playbook.fields.number = {
  ...playbook.shapes.text,
  judge: (/** @type {any} */ _, /** @type {string} */ said) => playbook.figures.number(said) !== null,
};
