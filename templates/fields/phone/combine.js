playbook.sides.types.phone = playbook.sides.text;
