// @ts-check
// Read the answers in a filled PDF, whatever program has filled it in; as playbook/sheets/read.py.
((playbook) => {
  "use strict";
  if (playbook.pdf.read) return;
  const { fields, nested, PACKET, byQuestions, byHiddenFields, dropStrays } = playbook.pdf;
  const { Refused } = playbook.answers;

  /** What each sheet in a filled PDF says of itself, and what its fields hold. Where none says what it is, it is one of `sheets`.
   * @param {Uint8Array} bytes @param {Playbook.Refuse} refuse @param {Playbook.Definition[]} sheets @returns {Promise<Playbook.Paper[]>} */
  async function opened(bytes, refuse, sheets) {
    if (bytes.length > playbook.budgets.pdf) throw refuse("huge", { size: playbook.budgets.pdf / 1e6 });
    let held;
    try {
      held = dropStrays(await fields(bytes, refuse));
    } catch (error) {
      throw error instanceof Refused ? error : refuse("pdf_damaged");
    }
    const found = byHiddenFields(held, refuse);
    return found.length ? found : byQuestions(held, sheets, refuse);
  }

  /** The answers in a filled PDF. @param {Uint8Array} bytes @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  async function read(bytes, sheet, refuse) {
    const [{ about, values }, ...more] = await opened(bytes, refuse, [sheet]);
    if (more.length || about.format === PACKET) throw refuse("pdf_packet");
    playbook.answers.owned(about.playbook, about.sheet, sheet, refuse);
    return fitted(about, values, sheet, refuse);
  }

  /** @param {any} about @param {any} values @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  function fitted(about, values, sheet, refuse) {
    const rest = playbook.answers.isGroup(about.rest) ? about.rest : {};
    const data = { ...about, rest: null, answers: nested({ ...rest, ...values }, playbook.answers.index(sheet.fields)) };
    playbook.strict.judge(data, refuse);
    return playbook.answers.normalise(data, sheet);
  }

  Object.assign(playbook.pdf, { fitted, opened, read });
})((window.playbook = window.playbook || {}));
