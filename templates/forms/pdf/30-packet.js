// @ts-check
// A path's packet with what this device holds: an agenda, then its sheets, joined.
((playbook) => {
  "use strict";
  if (playbook.pdf.packet !== undefined) return;
  const { Refused } = playbook.answers;

  /** The answers in the copy of a sheet that is in hand. @param {Playbook.Definition} sheet @param {boolean} secret whether private ones, too */
  const inHand = (sheet, secret) => playbook.outgoing(sheet, playbook.store.open(sheet).current(), secret);

  /** What was written on a packet's cover, beside its guides and on its list, where it is not in the agenda.
   * @param {Playbook.Definition} own @param {Record<string, any>} answers @param {(ref: string) => string} lead key of who leads a stop @param {any[]} stops */
  function written(own, answers, lead, stops) {
    const leads = stops.map(([ref]) => lead(ref)), said = (/** @type {Playbook.Field} */ field, /** @type {any} */ held) =>
      (playbook.types[field.type].calendar ? playbook.pdf.setting.dated(own.language, held) : playbook.fields[field.type].said(field, held, own));
    return own.fields.filter(({ key }) => key in answers && !leads.includes(key)).flatMap((field) => {
      const held = answers[field.key];
      if (!field.columns) return [{ tag: "P", text: `${field.label}: ${said(field, held)}`, typed: true }];
      const called = new Map((Array.isArray(field.rows) ? field.rows : []).map(({ id, label }) => [id, label]));
      const rows = Object.entries(held).map(([id, row]) => [called.get(id), ...(field.columns ?? []).map((one) => row[one.key] && said(one, row[one.key]))]);
      return [{ tag: "H3", text: field.label }, ...rows.map((row) => ({ tag: "P", text: row.filter(Boolean).join(", "), typed: true }))];
    });
  }

  /** @param {string} path its ref @param {{known: Playbook.Known, words: Record<string, string>, done: string[], secret: boolean, blank: (ref: string) => Promise<Playbook.Blank>}} given */
  async function packet(path, { known, words, done, secret, blank }) {
    const sheetOf = (/** @type {string} */ ref) => ({ .../** @type {Playbook.Definition} */ (known.sheets.find((one) => one.ref === ref)), words });
    const { parts, stops, own: ownRef } = known.packets[path], own = sheetOf(ownRef), agenda = sheetOf(path);
    if (!parts.length) throw new Refused("", "packet_none");
    const say = (/** @type {string} */ key, more = {}) => playbook.answers.say({ language: known.language, words }, key, more);
    const files = [], told = [];
    for (const ref of parts) {
      const sheet = sheetOf(ref), answers = inHand(sheet, secret), made = await playbook.pdf.fill?.(await blank(ref), answers, sheet);
      files.push({ bytes: /** @type {Blob} */ (made?.bytes), title: sheet.title });
      told.push(...(made?.told ?? []).map((one) => `${sheet.title}: ${one}`));
    }
    const { answers } = inHand(own, secret), lead = (/** @type {string} */ ref) => `lead/${ref}`;
    const place = (/** @type {string} */ part, /** @type {number[]} */ starts) => (parts.includes(part) ? say("packet_page", { number: starts[parts.indexOf(part)] }) : "");
    const row = (/** @type {[string, string]} */ [ref, part], /** @type {number[]} */ starts) =>
      [agenda.fields.find(({ key }) => key === ref)?.label ?? ref, answers[lead(ref)] ?? "", done.includes(ref) ? say("packet_done") : "", place(part, starts)];
    const others = parts.filter((ref) => !stops.some(([, part]) => part === ref));
    const front = (/** @type {number[]} */ starts) => [
      { tag: "H1", text: agenda.title },
      { tag: "P", text: say("packet_made", { day: new Date().toLocaleDateString(known.language, { dateStyle: "long" }) }), aside: true },
      { tag: "Table", shares: [5, 2, 1, 1.2], rows: [["stop", "lead", "done", "where"].map((key) => say(`packet_${key}`)), ...stops.map((one) => row(one, starts)),
        ...others.map((ref) => [sheetOf(ref).title, "", "", place(ref, starts)])] },
      ...written(own, answers, lead, stops),
    ];
    const { bytes } = await playbook.pdf.join(files, { title: own.title, side: (await blank(parts[0])).side, front });
    return { bytes, told };
  }

  playbook.pdf.packet = packet;
})((window.playbook = window.playbook || {}));
