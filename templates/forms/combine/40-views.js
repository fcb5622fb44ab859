// @ts-check
// What is to be seen of a combined file, as data; the program's twins are playbook/combine/views.py and nameless.py.
((playbook) => {
  "use strict";
  if (playbook.seen) return;
  const { byCode, index, write } = playbook.answers;
  const { FILLED_BY, fullness, partners: partnersOf, shownOf } = playbook.combined;
  const { matched, topics, types } = playbook.sides;
  const FEW = 5;

  /** @param {Playbook.Combined} combined @param {Playbook.Definition[]} sheets @param {boolean} names @returns {any} */
  function views(combined, sheets, names) {
    const partners = partnersOf(combined);
    const held = sheets.filter((sheet) => combined.entries.some((one) => one.answers.ref === sheet.ref))
      .map((sheet) => seen(sheet, shownOf(combined, partners, sheet.ref), combined));
    for (const sheet of held) for (const part of sheet.parts) for (const talk of part.talk) {
      Object.assign(talk, { ref: sheet.ref, key: part.key });
      const at = combined.chosen[`${sheet.ref}#${talk.path}`];
      if (at !== undefined) talk.settled = { by: [partners.of[at]] };
    }
    const whole = { partners: partners.names.map((name, at) => ({ name, short: partners.shorts[at] })), private: combined.private, sheets: held };
    return gathered(names ? whole : withoutNames(whole));
  }

  /** With what all parts want to be spoken about, and with the steps of all by date. @param {any} whole */
  function gathered(whole) {
    const talk = whole.sheets.flatMap((/** @type {any} */ sheet) => sheet.parts.flatMap((/** @type {any} */ part) => part.talk ?? []));
    const steps = whole.sheets.flatMap((/** @type {any} */ sheet) => sheet.parts.filter((/** @type {any} */ part) => part.view === "steps")
      .flatMap((/** @type {any} */ part) => (part.rows ?? []).map((/** @type {any} */ row) => ({ ...row, ref: sheet.ref }))));
    steps.sort((/** @type {any} */ a, /** @type {any} */ b) => Number(a.done) - Number(b.done) || Number(!a.date) - Number(!b.date) || byCode(a.date, b.date) || byCode(write(a), write(b)));
    for (const sheet of whole.sheets)
      sheet.parts = sheet.parts.filter((/** @type {any} */ part) => part.view !== "steps").map((/** @type {any} */ { talk: _, ...part }) => part);
    talk.sort((/** @type {any} */ a, /** @type {any} */ b) => Number("settled" in a) - Number("settled" in b));
    return { ...whole, talk, steps };
  }

  /** @param {Playbook.Definition} sheet @param {Map<number, number[]>} files @param {Playbook.Combined} combined */
  function seen(sheet, files, combined) {
    const shown = new Map([...files].map(([partner, ats]) => [partner, combined.entries[ats[0]]]));
    const everybody = [...shown.keys()];
    /** @type {any[]} */
    const parts = [];
    const unanswered = [];
    for (const { fields, made } of partsOf(sheet, shown)) {
      const by = everybody.filter((partner) => fields.some((field) => field.key in /** @type {Playbook.Entry} */ (shown.get(partner)).answers.answers));
      if (!by.length) {
        unanswered.push(fields[0].label);
        continue;
      }
      for (const part of made) {
        const last = parts.at(-1);
        if (part.view === "ticks" && last?.view === "ticks" && !part.key.includes(".")) {
          last.rows.push(...part.rows);
          Object.assign(last, { answered: everybody.length, blank: [] });
        } else parts.push({ ...part, answered: by.length, blank: everybody.filter((partner) => !by.includes(partner)) });
      }
    }
    const copies = [...files].filter(([, ats]) => ats.length > 1).map(([partner, ats]) => ({ by: [partner],
      files: ats.map((at) => ({ file: at, copy: combined.entries[at].answers.copy, count: fullness(combined.entries[at]) })) }));
    const left = [...shown].flatMap(([partner, { answers: { earlier } }]) => Object.keys(earlier).sort(byCode)
      .filter((key) => key !== FILLED_BY).map((key) => ({ by: [partner], key, said: earlier[key] })));
    return { ref: sheet.ref, title: sheet.title, by: everybody, parts, unanswered, copies, left };
  }

  /** What is made of each question, or of some together. @param {Playbook.Definition} sheet @param {Map<number, Playbook.Entry>} shown */
  function partsOf(sheet, shown) {
    const { asked } = index(sheet.fields);
    const given = (/** @type {Playbook.Field} */ field) => /** @type {[number, any][]} */ (
      [...shown].filter((one) => field.key in one[1].answers.answers).map(([partner, one]) => [partner, one.answers.answers[field.key]]));
    const gone = new Set([FILLED_BY]);
    /** @type {{fields: Playbook.Field[], made: any[]}[]} */
    const found = [];
    const take = (/** @type {Playbook.Field[]} */ fields, /** @type {any[]} */ made) => {
      fields.forEach((field) => gone.add(field.key));
      found.push({ fields, made });
    };
    for (const field of sheet.fields) {
      const way = field.combine ?? {};
      if (gone.has(field.key) || field.operation || way.as === "none") continue;
      if (way.against?.length) {
        const lists = [field, ...way.against.map((key) => asked[key])];
        take(lists, topics(lists.map((one) => [one, given(one)])));
      } else if (way.match) {
        const sides = [field, asked[way.match]].map((one) => ({ one, more: asked[one.combine?.say ?? ""] }));
        const [asks, back] = sides.map(({ one, more }) => /** @type {[Playbook.Field, [number, any][], [number, any][]]} */ ([one, given(one), more ? given(more) : []]));
        take(sides.flatMap(({ one, more }) => (more ? [one, more] : [one])), matched(asks, back));
      } else take([field], types[field.type].combined(field, given(field)));
    }
    return found;
  }

  /** @param {any} whole */
  function withoutNames(whole) {
    const sheets = whole.sheets.map((/** @type {any} */ { by, copies, left, ...sheet }) => ({ ...sheet, parts: sheet.parts.map(bared) }));
    const count = whole.partners.length;
    return { ...whole, sheets, partners: [], count: count >= FEW ? count : 0 };
  }

  const answered = (/** @type {any} */ row) => row.answers
    ? row.answers.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.by.length, 0)
    : row.by.flat().length + row.unknown.length;
  const byText = (/** @type {any} */ a, /** @type {any} */ b) => byCode(write(a), write(b));

  /** @param {any} part */
  function bared(part) {
    const { view, key, label } = part;
    if (part.answered < FEW) return { view, key, label, withheld: true };
    const { answered: _, ...bare } = counted(part);
    if (view === "scores" || view === "cells") {
      const few = part.rows.map((/** @type {any} */ row) => answered(row) < FEW);
      const paths = part.rows.filter((/** @type {any} */ row, /** @type {number} */ at) => few[at]).map((/** @type {any} */ row) => row.path);
      const hidden = bare.rows.filter((/** @type {any} */ row, /** @type {number} */ at) => few[at]).map((/** @type {any} */ row) => row.label);
      bare.rows = [...bare.rows.filter((/** @type {any} */ row, /** @type {number} */ at) => !few[at]),
        ...hidden.sort(byCode).map((/** @type {string} */ one) => ({ label: one, withheld: true }))];
      bare.talk = bare.talk.filter((/** @type {any} */ one) => !paths.includes(one.path));
    } else if (view === "rows") bare.rows.sort(byText);
    else if (view === "match") for (const row of bare.rows) for (const side of ["asked", "offered"]) row[side].sort(byText);
    return bare;
  }

  /** Data with numbers in place of partners. @param {any} value @returns {any} */
  function counted(value) {
    if (Array.isArray(value)) return value.map(counted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, ["by", "blank", "unknown"].includes(key) ? number(one) : counted(one)]));
  }
  const number = (/** @type {any[]} */ partners) => (partners.some(Array.isArray) ? partners.map((one) => one.length) : partners.length);

  playbook.seen = { views };
})((window.playbook = window.playbook || {}));
