// @ts-check
// Files that come in: each says what came of it, and none stops the others.
((playbook) => {
  "use strict";
  if (playbook.taken) return;
  const { Refused } = playbook.answers;
  const { make, budgets } = playbook;

  /** @param {Playbook.Desk} desk */
  function taken(desk) {
    const { device, known, part, say, sources, tell } = desk;

    /** @param {File} file @returns {Promise<string>} what came of it */
    async function take(file) {
      const refuse = (/** @type {string} */ why, more = {}) => new Refused(say(why, { file: file.name, ...more }), why);
      const most = Math.max(budgets.pdf, budgets.backup);
      try {
        if (file.size > most) throw refuse("huge", { size: most / 1e6 });
        const source = await playbook.sources.read(new Uint8Array(await file.arrayBuffer()), file.name, device, known, refuse, phrase(file.name));
        if (!source) return say("left_closed", { file: file.name });
        sources.push(source);
        return say("took", { file: file.name, count: source.entries.length });
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        return error instanceof Refused ? error.message : say("broken", { file: file.name });
      }
    }

    /** Ask for the passphrase of a backup, until one opens it or somebody gives up. @param {string} name
     * @returns {(open: (phrase: string) => Promise<string>) => Promise<string | null>} */
    const phrase = (name) => (unseal) => new Promise((done) => {
      const dialog = part("phrase"), input = dialog.querySelector("input"), wrong = part("wrong");
      /** @type {string | null} */
      let found = null;
      dialog.querySelector("label").textContent = `${name}: ${known.words.phrase_ask}`;
      wrong.textContent = input.value = "";
      dialog.querySelector("form").onsubmit = (/** @type {Event} */ event) => {
        event.preventDefault();
        unseal(input.value).then((json) => (found = json, dialog.close()), (error) => (wrong.textContent = error.message));
      };
      dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
      dialog.onclose = () => done(found);
      dialog.showModal();
    });

    /** @param {File[]} all */
    desk.open = async (all) => {
      const bar = part("bar");
      Object.assign(bar, { hidden: false, max: all.length, value: 0 });
      for (const [at, file] of all.entries()) {
        part("came").append(make("li", "", await take(file)));
        bar.value = at + 1;
        // The bar is drawn while much is read.
        if (at % 10 === 9) await new Promise((done) => setTimeout(done));
      }
      bar.hidden = true;
      part("came-box").hidden = false;
      desk.show();
      tell(say("all_read", { count: all.length }));
    };
  }

  playbook.taken = taken;
})((window.playbook = window.playbook || {}));
