playbook.sides.types.datetime = playbook.sides.text;
