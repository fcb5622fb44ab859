playbook.sides.types.url = playbook.sides.text;
