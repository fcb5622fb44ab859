playbook.sides.types.text = playbook.sides.text;
