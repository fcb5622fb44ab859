playbook.fields.email = playbook.shapes.text;
