playbook.fields.text = playbook.shapes.text;
