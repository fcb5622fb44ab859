playbook.fields.choices = playbook.shapes.options;
