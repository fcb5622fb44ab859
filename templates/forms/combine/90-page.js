// @ts-check
// The page that combines: files come in, decisions are taken, the combined file goes out. Nothing
// leaves the device, and nothing that was saved on it before is changed.
((playbook) => {
  "use strict";
  if (playbook.combining) return;
  const { combine, text } = playbook.combined;

  /** @param {Playbook.Ours<HTMLElement>} root */
  function combining(root) {
    const part = (/** @type {string} */ name) => root.querySelector(`[data-${name}]`);
    const words = JSON.parse(part("words").dataset.words), known = { ...playbook.known, words };
    const say = (/** @type {string} */ key, values = {}) => playbook.answers.say(known, key, values);
    /** @type {any} */
    const desk = {
      root, known, part, say, show, sources: [], device: playbook.device(known),
      mine: { chosen: {}, shown: {}, partners: {} },
      tell: (/** @type {string} */ said) => (part("told").textContent = said),
      whole: (/** @type {Playbook.Entry} */ one) => (one.full ?? one).key,
    };
    for (const add of [playbook.decided, playbook.whose, playbook.taken]) add?.(desk);

    /** Put together what is here, and draw it; whoever stands on a control stays on it. */
    function show() {
      desk.now = desk.apply(combine(desk.sources, known.playbook, part("private").checked));
      const focus = /** @type {HTMLElement} */ (document.activeElement)?.dataset.at;
      const there = desk.now.entries.length > 0;
      const seen = playbook.seen.views(desk.now, known.sheets, !part("nameless").checked);
      const way = { decimal: known.sheets[0]?.decimal ?? ".", comma: words.comma, language: known.language };
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
    root.dataset.ready = "";
  }

  function start() {
    const root = document.querySelector("[data-combine]:not([data-ready])");
    if (root) combining(/** @type {any} */ (root));
  }

  playbook.combining = combining;
  /** @type {any} */ (window).document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
