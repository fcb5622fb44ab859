// @ts-check
// Everything of "My work" into one file, and files opened.
((playbook) => {
  "use strict";
  if (playbook.filed) return;
  const { Refused, holds } = playbook.answers;
  const { budgets } = playbook;

  /** What came of files, in words. @param {Playbook.Page} page @param {string} file @param {Omit<ReturnType<Playbook.Device["take"]>, "back">} came */
  function told({ say }, file, { added, known, kept, why }) {
    if (why) return [say(why)];
    const words = added ? [say("opened_all", { file, count: added })] : kept ? [] : [say("opened_none", { file })];
    if (known && (added || kept)) words.push(say("opened_some", { count: known }));
    return kept ? [...words, say("opened_other")] : words;
  }

  /** Its own mark in storage says that the agenda is in a file, unless it has changed since.
   * @param {Playbook.Device} device @param {Playbook.LaidAgenda | null} agenda */
  function mark(device, agenda) {
    if (agenda?.text && device.agenda()?.text === agenda.text) device.file(agenda.text);
  }

  /** @param {Playbook.Page} page */
  function filed(page) {
    const { known, device, part, say, tell, ask } = page;

    /** @param {string} phrase */
    async function save(phrase) {
      // What changes while the file is encrypted is not in it.
      const copies = device.held().map((one) => ({ ...one, time: playbook.store.now(one.pieces) }));
      const agenda = device.agenda();
      let text = playbook.backup.text(device, known);
      if (phrase) text = playbook.answers.write({ format: "playbook-backup/1", playbook: known.playbook, sealed: await playbook.seal.seal(text, phrase) }) + "\n";
      const day = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
      const file = `${known.playbook.split(".").pop()}-${day}.json`;
      playbook.give(text, file, "application/json");
      mark(device, agenda);
      const unmarked = copies.filter((one) => !one.newer && device.storeOf(one.sheet).save(one.copy, { "~filed": [Date.now(), one.time] }).why);
      page.show();
      tell([say(phrase ? "saved_sealed" : "saved_file", { file }), unmarked.length && say("unmarked")].filter(Boolean).join(" "));
    }

    /** What a file holds; nothing where somebody gave up on its passphrase.
     * @param {File} file @returns {Promise<{files: Playbook.Sheeted[], agenda: string}>} */
    async function held(file) {
      const refuse = (/** @type {string} */ why, /** @type {any} */ more = {}) => new Refused(say(why, { file: file.name, ...more }));
      const opening = (/** @type {(phrase: string) => Promise<string>} */ unseal) => new Promise((done) => {
        let /** @type {string | null} */ text = null;
        const wrong = (/** @type {string} */ phrase) => unseal(phrase).then((found) => (text = found, ""), (error) => error.message);
        ask(part("phrase"), "", () => done(text), () => done(null), wrong);
      });
      const pdf = await playbook.isPdf(file);
      const most = pdf ? budgets.pdf : budgets.backup;
      if (file.size > most) throw refuse("huge", { size: most / 1e6 });
      const bytes = new Uint8Array(await file.arrayBuffer());
      let agenda = "";
      const files = pdf ? await playbook.backup.readPdf(bytes, device, known, refuse)
        : await playbook.backup.read(bytes, device, known, refuse, opening, (found) => (agenda = found));
      const full = files?.filter((one) => holds(one.answers));
      if (full && !full.length && !agenda) throw refuse("opened_nothing");
      return { files: full ?? [], agenda };
    }

    /** Open files, all at once: equal answers in two of them are two people's. @param {File[]} files */
    async function open(files) {
      const all = /** @type {Playbook.Sheeted[]} */ ([]), wrong = [];
      let agenda = "";
      for (const file of files)
        try {
          const { files: found, agenda: laid } = await held(file);
          agenda ||= laid;
          // Whose they are only the file's name says.
          if (files.length > 1 && found.length === 1 && !found[0].answers.copy) found[0].answers.copy = file.name.replace(/\.\w+$/, "");
          all.push(...found);
        } catch (error) {
          if (!(error instanceof Refused)) console.error(error);
          wrong.push(error instanceof Refused ? error.message : say("broken", { file: file.name }));
        }
      const file = files.length > 1 ? say("many_files", { count: files.length }) : files[0].name;
      if (!all.length && !agenda) return wrong.length ? tell(wrong.join(" ")) : undefined;
      const { back, ...came } = device.take(all, agenda);
      page.show();
      tell([...told(page, file, came), ...wrong].join(" "), came.added ? function undo() {
        const gone = back?.();
        page.show();
        if (!gone) tell(say("not_back"), undo);
      } : undefined);
    }

    const sealed = part("sealed"), entry = part("new-phrase");
    sealed.disabled = !playbook.seal.able;
    part("unable").hidden = playbook.seal.able;
    sealed.addEventListener("change", () => (part("sealing").hidden = !sealed.checked));
    part("save").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const phrase = sealed.checked ? entry.value : "";
      if (sealed.checked && phrase.length < entry.minLength) return tell(say("short_phrase", { least: entry.minLength }));
      entry.value = "";
      page.hide(part("save"));
      save(phrase);
    });
    page.open = open;
  }

  playbook.filed = filed;
})((window.playbook = window.playbook || {}));
