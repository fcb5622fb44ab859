playbook.fields.datetime = playbook.shapes.text;
