playbook.fields.phone = playbook.shapes.text;
