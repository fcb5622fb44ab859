playbook.fields.list = playbook.shapes.lines;
