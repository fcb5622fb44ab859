playbook.fields.choice = playbook.shapes.option;
