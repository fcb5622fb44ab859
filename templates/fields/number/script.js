playbook.fields.number = {
  ...playbook.shapes.text,
  remark(/** @type {string} */ said, /** @type {any} */ sheet) {
    const number = playbook.numbers.surprise(said, sheet.decimal);
    return number ? ["read_as", { number }] : null;
  },
  judge: (_, said) => playbook.numbers.read(said, ".") !== null,
};
