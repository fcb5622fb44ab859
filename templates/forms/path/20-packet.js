// @ts-check
// The packet of a path with what this device holds; what that takes is loaded when it is asked for.
((playbook) => {
  "use strict";
  if (playbook.packeted) return;
  const { Refused } = playbook.answers;

  /** @param {Playbook.View} view */
  function packeted(view) {
    const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-packet]"));
    if (!box) return;
    const { say, sheet } = view, root = String(box.dataset.packet), { later, load } = playbook, part = (/** @type {string} */ name) => /** @type {any} */ (box.querySelector(`[data-packet-${name}]`));
    const said = part("said"), secret = part("private");

    async function make(/** @type {HTMLButtonElement} */ { value: paper }) {
      said.textContent = say("pdf_making");
      const file = `${sheet.ref.split("/")[1]}-${paper}.pdf`, rows = view.form.querySelectorAll('[data-state="done"]');
      try {
        const [known, pdf] = await Promise.all([later("sheets"), later("form-pdf"), later("worksheet")]);
        const { bytes, told } = await pdf.packet(sheet.ref, {
          known, words: sheet.words, done: Array.from(rows, (/** @type {any} */ row) => row.dataset.stop),
          secret: secret.checked,
          blank: (/** @type {string} */ ref) => {
            const name = `${ref.split("/")[1]}-${paper}.pdf`;
            return load(`${root}${ref}/${name}.js`, () => playbook.blanks[name]);
          },
        });
        playbook.give(bytes, file, "application/pdf");
        said.textContent = [say("saved_file", { file }), ...told].join(" ");
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        said.textContent = say(error instanceof Refused ? error.why || "pdf_missing" : "pdf_old", { most: playbook.budgets.paper });
      }
    }
    for (const button of box.querySelectorAll("button")) button.addEventListener("click", () => make(button), { signal: view.signal });
  }

  playbook.packeted = packeted;
})((window.playbook = window.playbook || {}));
