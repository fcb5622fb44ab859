playbook.fields.textarea = playbook.shapes.text;
