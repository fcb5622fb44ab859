playbook.fields.check = {
  ...playbook.shapes.text,
  fit: (_, value) =>
    value === true || value === "true" ? [true] : [undefined, playbook.answers.tidy(value)],
};
