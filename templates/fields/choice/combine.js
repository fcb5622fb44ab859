playbook.sides.types.choice = {
  ...playbook.sides.text,
  shown: (field, answer) => field.options?.find((one) => one.id === answer)?.label ?? answer,
  combined(field, given) {
    const { agreed, counts, way } = playbook.sides;
    const found = counts(field, given.map(([by, answer]) => [by, [answer]]));
    if (given.length > 1 && !agreed(given) && way(field) !== "each") found.talk.push({ kind: "differ", label: field.label, path: field.key });
    return [found];
  },
};
