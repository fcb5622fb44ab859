// @ts-check
// Everything in one file, and back. What comes in never takes the place of what is there.
((playbook) => {
  "use strict";
  if (playbook.backup) return;
  const { accepted, bare, byCode, file, holds, isGroup, owned, refOf, refuseForeign, write } = playbook.answers;
  const { read: data, said } = playbook.strict;
  const FORMAT = "playbook-backup/1";
  const REF = /^[a-z]+(-[a-z]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

  /** @param {Playbook.Device} device @param {{playbook: string}} known @returns {string} canonical: equal work is equal bytes */
  function text(device, known) {
    const files = device.held()
      .map((one) => ({ sheet: one.sheet, answers: device.answers(one) }))
      .filter((one) => holds(one.answers))
      .map((one) => file(one.answers, one.sheet))
      .sort((a, b) => byCode(refOf(a), refOf(b)) || byCode(a.copy ?? "", b.copy ?? "") || byCode(write(a), write(b)));
    const agenda = device.agenda()?.text; // a text: readers that know of none pass over it
    return write({ files, format: FORMAT, playbook: known.playbook, ...(agenda && { tonight: agenda }) }) + "\n";
  }

  /** What a backup or an answers file holds, all of it judged before any of it is taken.
   * @param {Uint8Array} raw @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse
   * @param {(open: (phrase: string) => Promise<string>) => Promise<string | null>} ask for passphrases until one opens it; null gives up
   * @param {(agenda: string) => void} [lay] hears of the agenda
   * @returns {Promise<{sheet: any, answers: any}[] | null>} */
  async function read(raw, device, known, refuse, ask, lay) {
    let found = data(raw, refuse, "backup", "all_values");
    const format = isGroup(found) && typeof found.format === "string" ? found.format : "";
    if (format.startsWith("playbook-backup/")) {
      const version = /^playbook-backup\/([1-9]\d*)$/.exec(format);
      if (!version) throw refuse("foreign");
      if (format !== FORMAT) throw refuse("newer", { version: version[1].slice(0, 20) });
      refuseForeign(found.playbook, known, refuse);
      if (found.sealed) {
        playbook.seal.judge(found.sealed, refuse);
        const opened = await ask((phrase) => playbook.seal.unseal(found.sealed, phrase, refuse));
        if (opened === null) return null;
        found = said(opened, refuse, "all_values");
      }
      if (!Array.isArray(found.files)) throw refuse("broken");
    } else found = { files: [found] };
    const agenda = playbook.device.agendaOf(found.tonight);
    if (agenda) lay?.(agenda.text);
    return found.files.map((/** @type {any} */ one) => {
      const ref = refOf(one), sheet = device.sheetOf(ref);
      const answers = accepted(one, sheet, refuse);
      if (!REF.test(ref)) throw refuse("other_sheet", { sheet: ref.slice(0, 120) });
      return { sheet, answers };
    });
  }

  /** The answers in a PDF that was filled in. @param {Uint8Array} bytes @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse */
  async function readPdf(bytes, device, known, refuse) {
    const pdf = await playbook.later("form-pdf").catch(() => {
      throw refuse("unloaded");
    });
    const papers = await pdf.opened(bytes, refuse, known.sheets);
    return papers.flatMap(({ about, values }) => {
      if (about.format === playbook.pdf.PACKET) return unbound(about, values, device, known, refuse);
      const sheet = device.sheetOf(String(about.sheet));
      owned(about.playbook, about.sheet, sheet, refuse);
      if (sheet.gone) throw refuse("pdf_gone", { sheet: String(about.sheet).slice(0, 120) });
      return [{ sheet, answers: playbook.pdf.fitted(about, values, sheet, refuse) }];
    });
  }

  /** The sheets of a meeting packet; the names of their fields begin with their refs.
   * @param {any} about @param {Record<string, any>} values @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse */
  function unbound(about, values, device, known, refuse) {
    refuseForeign(about.playbook, known, refuse);
    const own = String(about.sheet);
    const parts = Object.assign(bare(), { [own]: {} }, isGroup(about.parts) ? about.parts : {});
    const { isPart, partOf } = playbook.pdf, sheetOf = (/** @type {string} */ part) => device.sheetOf(partOf(part));
    for (const part of Object.keys(parts)) if (part !== own && !isPart(part)) delete parts[part];
    if (!isPart(own) || Object.keys(parts).every((part) => sheetOf(part).gone)) throw refuse("pdf_gone", { sheet: own.slice(0, 120) });
    const held = bare();
    for (const ref of Object.keys(parts)) held[ref] = bare();
    for (const name of Object.keys(values)) {
      const ref = name.split(".")[0], rest = name.slice(ref.length + 1);
      const [to, at] = ref in held && rest ? [ref, rest] : [own, name];
      held[to][at] = values[name];
    }
    return Object.keys(parts).map((ref) => {
      const sheet = sheetOf(ref);
      return { sheet, answers: playbook.pdf.fitted(isGroup(parts[ref]) ? parts[ref] : {}, held[ref], sheet, refuse) };
    });
  }

  playbook.backup = { read, readPdf, text };
})((window.playbook = window.playbook || {}));
