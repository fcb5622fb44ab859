playbook.fields.table = playbook.shapes.rows;
