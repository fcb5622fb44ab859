// @ts-check
// One PDF for the meeting: the agenda as its cover, then the sheets, blank or with answers, joined here.
((playbook) => {
  "use strict";
  if (playbook.agendaPdf) return;
  const { Refused } = playbook.answers;
  const COVER = "tonight/agenda", MOST = 60;

  /** @typedef {Playbook.TonightPage} Page */

  /** What it takes, loaded when somebody asks for it. */
  async function tools() {
    await Promise.all([playbook.later("sheets"), playbook.later("form-pdf"), playbook.later("worksheet")]);
    return playbook.pdf;
  }

  /** What a script knows of a sheet. @param {Page} page @param {string} ref @returns {Playbook.Definition} */
  function known({ data }, ref) {
    const sheet = playbook.known.sheets.find((one) => one.ref === ref);
    if (!sheet) throw new Refused("", "pdf_missing");
    return { ...sheet, words: data.words };
  }

  /** A blank sheet. @param {Page} page @param {string} ref @param {string} paper @returns {Promise<Playbook.Blank>} */
  function blank({ root }, ref, paper) {
    const file = `${ref.split("/")[1]}-${paper}.pdf`;
    return playbook.load(`${root.dataset.root}${ref}/${file}.js`, () => playbook.blanks[file]);
  }

  /** The sheets that lie on the table, each once, in order. @param {Page} page */
  function laid(page) {
    const found = new Map();
    for (const { sheet, use } of [...page.agenda.points, ...page.agenda.sheets]) {
      const here = sheet && use !== "none" && playbook.points?.sheetOf(page, sheet);
      if (here) found.set(`${here.ref} ${use}`, { sheet: here, use });
    }
    return [...found.values()];
  }

  /** The PDFs of one sheet: one, one each, or one with answers; and what has no room in it. @param {Page} page @param {any} one @param {string} paper */
  async function parts(page, { sheet, use }, paper) {
    const empty = await blank(page, sheet.ref, paper), bytes = Uint8Array.from(atob(empty.bytes), (sign) => sign.charCodeAt(0));
    if (use.startsWith("copy:")) {
      const definition = known(page, sheet.ref), answers = playbook.outgoing(definition, use.slice(5), page.part("private").checked);
      const filled = await playbook.pdf.fill?.(empty, answers, definition);
      return { files: [{ bytes: filled?.bytes ?? bytes, title: sheet.title }], told: filled?.told ?? [] };
    }
    return { files: Array.from({ length: use === "each" ? page.agenda.people : 1 }, () => ({ bytes, title: sheet.title })), told: [] };
  }

  /** The cover, with the page of each sheet where it is known. @param {Page} page @param {string} paper @param {Map<string, number>} pages */
  async function cover(page, paper, pages) {
    const { agenda, part, say } = page, sheet = known(page, COVER), times = playbook.agenda.clock(agenda);
    const named = (/** @type {Playbook.LaidSheet} */ one) => {
      const here = one.sheet && one.use !== "none" && playbook.points?.sheetOf(page, one.sheet), number = here && pages.get(`${here.ref} ${one.use}`);
      return here ? (number ? say("on_page", { title: here.title, number }) : here.title) : "";
    };
    const points = agenda.points.map((one, at) => ({ time: playbook.points?.timeOf(page, times[at]), point: one.title, minutes: String(one.minutes), sheet: named(one) }));
    const besides = agenda.sheets.map(named).filter(Boolean).map((title) => ({ point: say("besides"), sheet: title }));
    const answers = { meeting: part("title").textContent, when: part("when").textContent, goal: agenda.goal, points: [...points, ...besides] };
    return playbook.pdf.fill?.(await blank(page, COVER, paper), playbook.answers.normalise({ answers }, sheet), sheet);
  }

  /** @param {Page} page */
  async function make(page) {
    const { part, say, tell } = page, paper = part("paper").value, all = laid(page);
    if (all.reduce((sum, { use }) => sum + (use === "each" ? page.agenda.people : 1), 0) > MOST) return tell(say("pdf_most", { most: MOST }));
    part("said").textContent = say("pdf_making");
    try {
      const pdf = await tools(), made = [];
      for (const one of all) made.push({ ...one, ...(await parts(page, one, paper)) });
      const files = made.flatMap((one) => one.files), covered = page.agenda.points.length > 0 || !files.length;
      const title = covered ? part("title").textContent : files[0].title, { side } = await blank(page, COVER, paper);
      const bound = async (/** @type {Map<string, number>} */ pages) => {
        const front = covered && (await cover(page, paper, pages));
        if (covered && !front) throw new Refused("", "pdf_old");
        return { ...(await pdf.join([...(front ? [{ bytes: front.bytes, title }] : []), ...files], { title, side })), told: front ? front.told : [] };
      };
      const { starts } = await bound(new Map()), pages = new Map();
      made.reduce((at, one) => (pages.set(`${one.sheet.ref} ${one.use}`, starts[at]), at + one.files.length), covered ? 1 : 0);
      const { bytes, told } = await bound(pages), file = `${covered ? "agenda" : "sheets"}-${paper}.pdf`;
      playbook.give(bytes, file, "application/pdf");
      const words = [say(covered ? "pdf_done" : "pdf_sheets", { file, sheets: say("sheets", { count: files.length }) }), ...told, ...made.flatMap((one) => one.told)];
      tell(words.join(" "), () => open(URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }))), say("pdf_open"));
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error);
      tell(say(error instanceof Refused ? error.why || "pdf_missing" : "pdf_old", { most: playbook.budgets.paper }));
    }
    part("said").textContent = "";
  }

  playbook.agendaPdf = (page) => {
    page.part("paper").value = playbook.paper();
    return { pdf: () => make(page) };
  };
})((window.playbook = window.playbook || {}));
