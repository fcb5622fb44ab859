playbook.sides.types.table = {
  ...playbook.sides.text,
  combined: (field, given) => playbook.sideRows[Array.isArray(field.rows) ? "fixed" : "free"](/** @type {Playbook.Table} */ (field), given),
};
