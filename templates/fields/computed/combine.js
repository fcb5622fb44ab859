playbook.sides.types.computed = { ...playbook.sides.text, combined: () => [], rows: () => [] };
