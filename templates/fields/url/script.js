playbook.fields.url = playbook.shapes.text;
