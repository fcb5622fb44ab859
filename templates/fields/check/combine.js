playbook.sides.types.check = {
  ...playbook.sides.text,
  combined: (field, given) => playbook.sides.types.check.rows(field, [[field.key, field.label, given]]),
  rows: (field, rows) => [playbook.sides.part("ticks", field, { rows: rows.map(([, label, given]) => ({ label, by: given.map((one) => one[0]) })) })],
};
