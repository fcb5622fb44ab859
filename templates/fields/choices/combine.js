playbook.sides.types.choices = {
  ...playbook.sides.text,
  shown: (field, answer) => (field.options ?? []).filter((one) => answer.includes(one.id)).map((one) => one.label),
  combined: (field, given) => [playbook.sides.counts(field, given)],
};
