// @ts-check
// PDFs, filled in and read on this device. What that takes, and what the build tells of every sheet, is
// loaded when it is asked for, as scripts: from a folder nothing else can be loaded.
((playbook) => {
  "use strict";
  if (playbook.sheets) return;
  const { Refused, shared } = playbook.answers;

  /** Where paper is Letter: the region of the browser's language says so (CLDR, paperSize). */
  const LETTER = /-(BZ|CA|CL|CO|CR|GT|MX|NI|PA|PH|PR|SV|US|VE)\b/;

  /** @param {string} address @param {() => any} there @returns {Promise<any>} */
  const loaded = async (address, there) => there() ?? new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(there());
    script.onerror = () => fail(new Refused());
    document.head.append(script);
  });

  /** What each script brings. @type {Record<keyof Playbook.Later, () => any>} */
  const BRINGS = { sheets: () => playbook.known, "form-pdf": () => playbook.pdf, worksheet: () => playbook.figures };

  /** @param {keyof Playbook.Later} name */
  const later = async (name) => BRINGS[name]() ?? loaded(playbook.ownScript(name), BRINGS[name]);

  /** @param {Playbook.View} view */
  function sheets(view) {
    const { say, sheet } = view;

    /** Whether what is made holds private answers, too. */
    const whole = () => view.root.hasAttribute("data-private-shown");

    /** Make the PDF that a button names, and do something with it.
     * @param {HTMLElement} button @param {(bytes: BlobPart, file: string, told: string[]) => void} work */
    async function fill(button, work) {
      const file = String(button.dataset.name);
      view.status(say("pdf_making"));
      try {
        const pdf = await later("form-pdf");
        const blank = await loaded(String(button.dataset.sheet), () => playbook.blanks[file]);
        const { bytes, told } = await pdf.fill(blank, shared(view.held(), sheet, whole()), sheet);
        await work(bytes, file, told);
      } catch (error) {
        const why = error instanceof Refused ? error.why || "pdf_missing" : "pdf_old";
        view.tell(say(why, { most: playbook.budgets.paper }), view.acts.save, say("save"));
      }
      view.status(say("saved"));
    }

    /** @param {BlobPart} bytes @param {string} file @param {string[]} told */
    function save(bytes, file, told) {
      playbook.give(bytes, file, "application/pdf");
      view.tell([say("saved_file", { file }), ...told].join(" "));
    }

    /** Hand the PDF to another program of the device; where that does not take it after all, it is saved.
     * @param {BlobPart} bytes @param {string} file @param {string[]} told */
    async function pass(bytes, file, told) {
      const files = [new File([bytes], file, { type: "application/pdf" })];
      try {
        await navigator.share({ files, title: sheet.title });
        view.tell([say(!view.secret ? "passed" : whole() ? "passed_whole" : "passed_less", { file }), ...told].join(" "));
      } catch (error) {
        const { name } = /** @type {Error} */ (error);
        if (name === "AbortError") return view.tell(say("passed_none"));
        // It took longer than a tap counts: one more opens what the device offers.
        if (name === "NotAllowedError") return view.tell(say("pass_ready", { file }), () => pass(bytes, file, told), say("pass"));
        save(bytes, file, told);
      }
    }

    /** The button of the paper that is usual where the reader is. */
    const usual = () => view.root.querySelector(`[data-do="pdf"][data-name$="-${playbook.paper()}.pdf"]`);

    view.readPdf = async (file) => {
      const refuse = (/** @type {string} */ why, more = {}) => new Refused(say(why, { file: file.name, ...more }), why);
      const pdf = await later("form-pdf").catch(() => {
        throw refuse("pdf_missing");
      });
      return pdf.read(new Uint8Array(await file.arrayBuffer()), sheet, refuse);
    };
    view.acts.pdf = (button) => fill(button, save);
    // Where a browser hands on no files, the button is named for what it does.
    const hands = navigator.canShare?.({ files: [new File([""], "a.pdf", { type: "application/pdf" })] });
    if (!hands) {
      const button = view.root.querySelector("[data-do=pass]");
      button.querySelector("use").href.baseVal = "#pb-icon-download";
      button.lastChild.textContent = say("pass_save");
    }
    view.acts.pass = () => fill(usual(), hands ? pass : save);
  }

  Object.assign(playbook, { later, load: loaded });
  playbook.paper = () => (LETTER.test(navigator.language) ? "letter" : "a4");
  playbook.blanks = {};
  playbook.sheets = sheets;
})((window.playbook = window.playbook || {}));
