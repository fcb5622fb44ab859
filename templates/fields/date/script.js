playbook.fields.date = playbook.shapes.text;
