// @ts-check
// What one file brings to a combined view; the program's twin is playbook/combine/sources.py.
((playbook) => {
  "use strict";
  if (playbook.sources) return;
  const { bare, isGroup } = playbook.answers;
  const { FORMAT, entry, mark } = playbook.combined;

  /** @param {Uint8Array} bytes @param {string} name @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse
   * @param {(open: (phrase: string) => Promise<string>) => Promise<string | null>} ask for passphrases; null gives up
   * @returns {Promise<Playbook.Source | null>} */
  async function read(bytes, name, device, known, refuse, ask) {
    const { files, combined } = await held(bytes, device, known, refuse, ask);
    if (combined) return playbook.combined.read(combined, device, known, refuse);
    if (!files) return null;
    if (files.length === 1 && files[0].sheet.gone) throw refuse("other_sheet", { sheet: files[0].sheet.ref.slice(0, 120) });
    const full = files.filter(({ sheet, answers }) => !sheet.gone && (Object.keys(answers.answers).length || Object.keys(answers.earlier).length));
    if (!full.length) throw refuse("opened_nothing");
    return { entries: entries(full, name, mark(bytes)), chosen: bare(), shown: [], partners: bare() };
  }

  /** @param {Uint8Array} bytes @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse
   * @param {(open: (phrase: string) => Promise<string>) => Promise<string | null>} ask
   * @returns {Promise<{files?: Playbook.Sheeted[] | null, combined?: any}>} */
  async function held(bytes, device, known, refuse, ask) {
    if (await playbook.isPdf(new Blob([/** @type {any} */ (bytes)])))
      return { files: await playbook.backup.readPdf(bytes, device, known, refuse) };
    const data = playbook.strict.read(bytes, refuse, "backup", "all_values");
    if (isGroup(data) && String(data.format).startsWith(FORMAT.slice(0, -1))) return { combined: data };
    return { files: await playbook.backup.read(bytes, device, known, refuse, ask) };
  }

  /** Files as entries; in one with several copies, each is called by its own name. @param {Playbook.Sheeted[]} files @param {string} name @param {string} source */
  function entries(files, name, source) {
    const stem = name.slice(0, Math.max(0, name.lastIndexOf("."))) || name, used = new Set();
    return files.map(({ sheet, answers }) => {
      const called = files.length > 1 && answers.copy ? `${stem}: ${answers.copy}` : stem;
      let file = called;
      for (let number = 2; used.has(`${sheet.ref} ${file}`); number++) file = `${called} (${number})`;
      used.add(`${sheet.ref} ${file}`);
      return entry(answers, sheet, file, source);
    });
  }

  playbook.sources = { read };
})((window.playbook = window.playbook || {}));
