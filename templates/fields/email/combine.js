playbook.sides.types.email = playbook.sides.text;
