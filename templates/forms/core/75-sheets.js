// @ts-check
// PDFs, filled in and read on this device. What that takes is loaded when it is asked for, as
// scripts: from a folder nothing else can be loaded.
((playbook) => {
  "use strict";
  if (playbook.sheets) return;
  const { Refused, shared } = playbook.answers;

  /** @param {string} address @param {() => any} there @returns {Promise<any>} */
  const loaded = async (address, there) => there() ?? new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(there());
    script.onerror = () => fail(new Refused());
    document.head.append(script);
  });

  /** @param {Playbook.View} view */
  function sheets(view) {
    const { part, say, sheet } = view;
    const tools = () => loaded(part("bar").dataset.pdf, () => playbook.pdf);

    async function fill(/** @type {HTMLElement} */ button) {
      const file = String(button.dataset.name);
      view.status(say("pdf_making"));
      try {
        const pdf = await tools();
        const blank = await loaded(String(button.dataset.sheet), () => playbook.blanks[file]);
        const { bytes, told } = await pdf.fill(blank, shared(view.held(), sheet, view.root.hasAttribute("data-private-shown")), sheet);
        playbook.give(bytes, file, "application/pdf");
        view.tell([say("saved_file", { file }), ...told].join(" "));
      } catch (error) {
        const why = error instanceof Refused ? error.why || "pdf_missing" : "pdf_old";
        view.tell(say(why, { most: playbook.budgets.paper }), view.acts.save, say("save"));
      }
      view.status(say("saved"));
    }

    view.readPdf = async (file) => {
      const refuse = (/** @type {string} */ why, more = {}) => new Refused(say(why, { file: file.name, ...more }), why);
      const pdf = await tools().catch(() => {
        throw refuse("pdf_missing");
      });
      return pdf.read(new Uint8Array(await file.arrayBuffer()), sheet, refuse);
    };
    view.acts.pdf = fill;
  }

  playbook.load = loaded;
  playbook.blanks = {};
  playbook.sheets = sheets;
})((window.playbook = window.playbook || {}));
