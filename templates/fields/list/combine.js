playbook.sides.types.list = {
  ...playbook.sides.text,
  combined(field, given) {
    const { merged, part } = playbook.sides;
    const lines = [...merged(given.flatMap(([by, said]) => said.map((/** @type {string} */ line) => [by, line]))).values()];
    lines.sort((a, b) => b.by.length - a.by.length || playbook.answers.byCode(a.text, b.text));
    return [part("lines", field, { lines: lines.map(({ text, by }) => ({ said: text, by })) })];
  },
};
