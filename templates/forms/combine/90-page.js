// @ts-check
// The page that combines: files come in, decisions are taken, the combined file goes out. Nothing
// leaves the device, and nothing that was saved on it before is changed.
((playbook) => {
  "use strict";
  if (playbook.combining) return;
  const { combine, text } = playbook.combined;

  /** What is seen has a style of its own, which comes when there is something to see. @param {HTMLTemplateElement} held */
  const styled = ({ content }) => new Promise((done) => {
    const sheet = /** @type {HTMLLinkElement} */ (content.querySelector("link"));
    sheet.onload = sheet.onerror = () => done(sheet);
    document.head.append(sheet);
  });

  /** @param {Playbook.Ours<HTMLElement>} root @param {Pick<Playbook.Desk, "part" | "say" | "tell">} parts @param {Playbook.Known} known
   * @returns {Playbook.Desk} */
  function combining(root, { part, say, tell }, known) {
    /** @type {any} */
    const desk = {
      root, known, part, say, show, sources: [], device: playbook.device(known),
      mine: { chosen: {}, shown: {}, partners: {} }, tell,
      whole: (/** @type {Playbook.Entry} */ one) => (one.full ?? one).key,
    };
    for (const add of [playbook.decided, playbook.whose, playbook.taken]) add?.(desk);

    /** Put together what is here, and draw it; whoever stands on a control stays on it. */
    function show() {
      desk.now = desk.apply(combine(desk.sources, known.playbook, part("private").checked));
      const focus = /** @type {HTMLElement} */ (document.activeElement)?.dataset.at;
      const there = desk.now.entries.length > 0;
      const seen = playbook.seen.views(desk.now, known.sheets, !part("nameless").checked);
      const way = { decimal: known.sheets[0]?.decimal ?? ".", comma: known.words.comma, language: known.language };
      part("seen").replaceChildren(...(there ? /** @type {any} */ (playbook.drawn)(seen, say, way, desk.settle) : []));
      part("out").hidden = part("who").hidden = !there;
      desk.list();
      const place = focus && root.querySelector(`[data-at="${CSS.escape(focus)}"]`);
      if (!place) return;
      const around = place.closest("details.pb-settle");
      if (around) around.open = true;
      place.focus();
    }

    /** What is seen, as lines of cells that a spreadsheet takes. */
    const lines = () => [...part("seen").querySelectorAll("h2, h3, tr, .pb-side-said > li")].map((/** @type {any} */ one) => {
      if (one.localName !== "tr") return one.closest("table") ? "" : harmless(one.textContent);
      return [...one.cells].map((cell) => harmless(cell.textContent)).join("\t");
    }).filter(Boolean).join("\n");
    const harmless = (/** @type {string} */ said) => said.replace(/\s+/g, " ").trim().replace(/^(?=[=+\-@'])/, "'");

    for (const name of ["private", "nameless"]) part(name).addEventListener("change", show);
    part("save").addEventListener("click", () => {
      const file = `${known.playbook.split(".").pop()}-combined.json`;
      playbook.give(text(desk.now), file, "application/json");
      desk.tell(say("saved_file", { file }));
    });
    part("print").addEventListener("click", () => window.print());
    part("copy").addEventListener("click", () =>
      navigator.clipboard.writeText(lines()).then(() => desk.tell(say("copied")), () => desk.tell(say("not_copied"))));
    return desk;
  }

  /** Take files in; what that needs is loaded when the first one comes. @param {Playbook.Ours<HTMLElement>} root */
  function take(root) {
    const part = (/** @type {string} */ name) => root.querySelector(`[data-${name}]`);
    const words = JSON.parse(part("words").dataset.words);
    const say = (/** @type {string} */ key, values = {}) => playbook.answers.say({ language: document.documentElement.lang, words }, key, values);
    const tell = (/** @type {string} */ said) => (part("told").textContent = said);
    const begun = playbook.knowing((known) => {
      const desk = combining(root, { part, say, tell }, { ...known, words });
      return styled(part("style")).then(() => desk);
    });
    /** @param {Iterable<File>} given */
    async function open(given) {
      const files = [...given];
      if (!files.length) return;
      try {
        await (await begun()).open(files);
      } catch (error) {
        if (!(error instanceof playbook.answers.Refused)) console.error(error);
        tell(say("unloaded"));
      }
    }
    const chooser = part("file"), drop = part("drop");
    part("open").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      open(chooser.files);
      chooser.value = "";
    });
    for (const kind of ["dragover", "drop"]) drop.addEventListener(kind, (/** @type {DragEvent} */ event) => event.preventDefault());
    drop.addEventListener("drop", (/** @type {DragEvent} */ event) => event.dataTransfer && open(event.dataTransfer.files));
    root.dataset.ready = "";
  }

  function start() {
    const root = document.querySelector("[data-combine]:not([data-ready])");
    if (root) take(/** @type {any} */ (root));
  }

  playbook.combining = take;
  /** @type {any} */ (window).document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
