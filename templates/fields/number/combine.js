playbook.sides.types.number = playbook.sides.text;
