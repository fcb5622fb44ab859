playbook.sides.types.date = playbook.sides.text;
