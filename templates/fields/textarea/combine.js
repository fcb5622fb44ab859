playbook.sides.types.textarea = playbook.sides.text;
