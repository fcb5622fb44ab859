// @ts-check
// Tell what sheets a PDF is made of: by the hidden field of each, else by what is asked; as
// playbook/sheets/identify.py.
((playbook) => {
  "use strict";
  if (playbook.pdf.byHiddenFields !== undefined) return;
  const { bare, index } = playbook.answers;
  const SHEET = "playbook-sheet/1", PACKET = "playbook-packet/1", HIDDEN = "_sheet";
  const PART = /^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*(#[1-9]\d*)?$/, OWN = /^(worksheets|checklists)\//;
  /** Questions that a file without hidden fields must have in common with a sheet, and half of all. */
  const LEAST = 3;

  /** The ref of a sheet by its name in a file of several: `#2` is its second copy. @param {string} name */
  const partOf = (name) => name.split("#")[0];
  const isPart = (/** @type {string} */ name) => PART.test(name);
  const isHidden = (/** @type {Playbook.FormField} */ one) => one.name === HIDDEN || one.name.endsWith("." + HIDDEN);
  const key = (/** @type {string} */ name) => name.split(".")[0];

  /** Without what stands on no page while its namesake does: merging leaves such. @param {Playbook.FormField[]} held */
  function dropStrays(held) {
    const placed = new Set(held.filter((one) => one.page !== undefined).map((one) => one.name));
    return held.filter((one) => one.page !== undefined || !placed.has(one.name));
  }

  /** Each sheet that has a hidden field: what follows its page up to the next one is its own.
   * @param {Playbook.FormField[]} held @param {Playbook.Refuse} refuse @returns {Playbook.Paper[]} */
  function byHiddenFields(held, refuse) {
    const byPage = new Map();
    for (const one of held) if (isHidden(one)) byPage.set(one.page ?? 0, one);
    const pages = [...byPage.keys()].sort((a, b) => a - b), hidden = pages.map((page) => byPage.get(page));
    /** @type {Record<string, any>[]} */
    const values = hidden.map(bare);
    for (const one of hidden.length ? held : []) {
      if (isHidden(one)) continue;
      const at = Math.max(0, pages.filter((page) => page <= (one.page ?? 0)).length - 1);
      const before = hidden[at].name.slice(0, -HIDDEN.length);
      const name = one.name.startsWith(before) ? one.name.slice(before.length) : one.name;
      values[at][name] = one.value;
    }
    return hidden.map((one, at) => ({ about: about(one.value, refuse), values: values[at] }));
  }

  /** @param {any} hidden @param {Playbook.Refuse} refuse */
  function about(hidden, refuse) {
    let said;
    try {
      said = JSON.parse(typeof hidden === "string" ? hidden : "");
    } catch {
      throw refuse("pdf_foreign");
    }
    const format = typeof said?.format === "string" ? said.format : "";
    const made = /^playbook-(sheet|packet)\/([1-9]\d*)$/.exec(format);
    if (!made) throw refuse("pdf_foreign");
    if (made[2] !== "1") throw refuse("newer", { version: made[2] });
    // What a person cannot have typed is judged as strictly as in a file.
    return playbook.strict.said(hidden, refuse);
  }

  /** Each of `sheets` that a file is made of, known by what is asked: older ones lost their hidden field in some programs.
   * @param {Playbook.FormField[]} held @param {Playbook.Definition[]} sheets @param {Playbook.Refuse} refuse @returns {Playbook.Paper[]} */
  function byQuestions(held, sheets, refuse) {
    const parts = [...new Set(held.map((one) => key(one.name)).filter(isPart))];
    if (parts.some((part) => sheets.some(({ ref }) => ref === partOf(part)))) {
      const own = parts.find((part) => part.startsWith("packets/")) ?? parts[0], values = bare();
      for (const one of held) values[one.name] = one.value;
      const packet = { format: PACKET, playbook: sheets[0].playbook, sheet: own, parts: Object.assign(bare(), ...parts.map((part) => ({ [part]: {} }))) };
      return [{ about: packet, values }];
    }
    const found = groups(held, sheets.filter(({ ref }) => OWN.test(ref))).flatMap((group) => {
      const sheet = best(group);
      return sheet ? [{ about: { format: SHEET, playbook: sheet.playbook, sheet: sheet.ref }, values: group.values }] : [];
    });
    if (!found.length) throw refuse("pdf_foreign");
    return found;
  }

  /** Pages that follow each other and may be one sheet. @param {Playbook.FormField[]} held @param {Playbook.Definition[]} sheets */
  function groups(held, sheets) {
    /** @type {{fits: Playbook.Definition[], values: Record<string, any>}[]} */
    const found = [];
    for (const page of [...new Set(held.map((one) => one.page ?? 0))].sort((a, b) => a - b)) {
      const values = bare();
      for (const one of held) if ((one.page ?? 0) === page) values[one.name] = one.value;
      const fits = sheets.filter((sheet) => Object.keys(values).every((name) => key(name) in today(sheet)));
      const last = found[found.length - 1], both = last?.fits.filter((sheet) => fits.includes(sheet)) ?? [];
      if (both.length && !Object.keys(values).some((name) => name in last.values)) {
        last.fits = both;
        Object.assign(last.values, values);
      } else found.push({ fits, values });
    }
    return found;
  }

  /** Today's key of each question by every key that it has or had. @param {Playbook.Definition} sheet */
  const today = (sheet) => index(sheet.fields.filter((field) => field.option === undefined)).today;

  /** The sheet that has most of its questions in a group; none where nobody can tell. @param {{fits: Playbook.Definition[], values: Record<string, any>}} group */
  function best({ fits, values }) {
    const shares = fits.map((sheet) => {
      const names = today(sheet), there = new Set(Object.keys(values).map((name) => names[key(name)]));
      const share = there.size / new Set(Object.values(names)).size;
      return there.size >= LEAST && 2 * share >= 1 ? share : 0;
    });
    const most = Math.max(...shares), of = fits.filter((_, at) => shares[at] === most);
    return most && of.length === 1 ? of[0] : undefined;
  }

  Object.assign(playbook.pdf, { PACKET, isPart, partOf, byQuestions, byHiddenFields, dropStrays });
})((window.playbook = window.playbook || {}));
