playbook.fields.computed = playbook.shapes.figure;
