// @ts-check
// Texts beside options ("Other, please say"), as playbook/answers/others.py: inside, one is an answer
// under `question>option`; in a file it stands apart, under the option's path.
((playbook) => {
  "use strict";
  if (playbook.others) return;
  const BESIDE = ">";
  const { bare, isGroup } = playbook.answers;

  /** Answers as a file holds them, and the texts beside options by their paths. @param {any} answers @returns {[any, any]} */
  function parted(answers) {
    const plain = bare(), other = bare();
    for (const key of Object.keys(answers)) {
      const value = answers[key];
      if (key.includes(BESIDE)) {
        other[key.replace(BESIDE, ".")] = value;
        continue;
      }
      plain[key] = value;
      if (typeof value !== "object" || !Object.values(value).every(isGroup)) continue;
      plain[key] = Array.isArray(value) ? [] : bare();
      for (const row of Object.keys(value)) {
        const [cells, beside] = parted(value[row]);
        plain[key][row] = cells;
        for (const path of Object.keys(beside)) other[`${key}.${row}.${path}`] = beside[path];
      }
    }
    return [plain, other];
  }

  /** Answers of a file with the texts beside options in their places. @param {any} answers @param {any} other */
  function joined(answers, other) {
    const whole = Object.assign(bare(), answers);
    for (const path of Object.keys(other)) {
      const parts = path.split("."), inside = parts.slice(0, -2);
      const row = parts.length === 2 ? whole : parts.length === 4 ? rowOf(whole, inside[0], inside[1]) : null;
      if (row) row[parts.slice(-2).join(BESIDE)] = other[path];
      else whole[path] = other[path];
    }
    return whole;
  }

  /** A row as a copy in its place, or null. @param {any} whole @param {string} table @param {string} name */
  function rowOf(whole, table, name) {
    const rows = Object.hasOwn(whole, table) ? whole[table] : null;
    if (!rows || typeof rows !== "object" || (Array.isArray(rows) && !/^\d{1,5}$/.test(name))) return null;
    const place = Array.isArray(rows) ? Number(name) : name;
    if (!Object.hasOwn(rows, place) || !isGroup(rows[place])) return null;
    whole[table] = Array.isArray(rows) ? [...rows] : Object.assign(bare(), rows);
    return (whole[table][place] = Object.assign(bare(), rows[place]));
  }

  playbook.others = { joined, parted };
})((window.playbook = window.playbook || {}));
