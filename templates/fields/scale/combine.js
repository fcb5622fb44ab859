playbook.sides.types.scale = {
  ...playbook.sides.text,
  shown: (_, answer) => (answer === "unknown" ? null : answer),
  combined: (field, given) => playbook.sides.types.scale.rows(field, [[field.key, field.label, given]]),
  rows(field, rows) {
    const { median, part, way } = playbook.sides;
    const { min = 1, max = 5, low, high } = field;
    const steps = /** @type {Required<Playbook.Shape>} */ (playbook.fields.scale).steps(field);
    const found = rows.map(([path, label, given]) => {
      const known = given.filter((one) => one[1] !== "unknown"), scores = known.map((one) => Number(one[1]));
      const [least, most] = [Math.min(...scores), Math.max(...scores)];
      return {
        label, path,
        by: steps.map((step) => known.filter((one) => one[1] === step).map((one) => one[0])),
        unknown: given.filter((one) => one[1] === "unknown").map((one) => one[0]),
        median: scores.length ? median(scores) : "",
        least: scores.length ? String(least) : "",
        most: scores.length ? String(most) : "",
        spread: scores.length ? most - least : 0,
      };
    }).sort((a, b) => b.spread - a.spread);
    const scores = part("scores", field, { rows: found, low, high, steps });
    if (way(field) !== "each")
      scores.talk = found.filter((row) => row.spread * 4 >= (max - min) * 3)
        .map(({ label, path, least, most }) => ({ kind: "far", label, path, least, most }));
    return [scores];
  },
};
