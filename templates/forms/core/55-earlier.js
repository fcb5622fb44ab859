// @ts-check
// Answers to read: what is no longer asked stands below the questions, so that nobody's answer just goes.
((playbook) => {
  "use strict";
  if (playbook.earlier !== undefined) return;
  const { make } = playbook;
  const readable = (/** @type {string} */ key) => key.replace(/_/g, " ");

  /** An answer in words. @param {any} value @param {any} [field] what was asked, where that is known @param {string} [end] @returns {string} */
  function text(value, field, end = "\n") {
    if (value === true) return "\u2713";
    if (typeof value === "string") return field?.options?.find((/** @type {any} */ one) => one.id === value)?.label ?? value;
    if (Array.isArray(value)) return value.map((one) => text(one, field, ", ")).join(end);
    // A group of cells by column, or of rows by their ids, in the order in which they are asked.
    const parts = (field?.columns ?? []).concat(Array.isArray(field?.rows) ? field.rows : []);
    const place = (/** @type {string} */ name) => parts.findIndex((/** @type {any} */ one) => (one.key ?? one.id) === name);
    return Object.keys(value).sort((a, b) => (place(a) >>> 0) - (place(b) >>> 0)).map((name) => {
      const part = parts[place(name)];
      return (part?.label ?? readable(name)) + ": " + text(value[name], part?.key ? part : field, ", ");
    }).join(end);
  }

  /** Answers with what they answer, as the parts of a list of terms: those to today's questions, then earlier ones.
   * @param {any} given @param {Playbook.Definition} sheet @returns {HTMLElement[]} */
  function terms({ answers, earlier: before, seen }, sheet) {
    const { asked } = playbook.answers.index(sheet.fields);
    const pair = (/** @type {string} */ label, /** @type {any} */ value, /** @type {any} */ field) => [make("dt", "", label), make("dd", "", text(value, field))];
    return Object.keys(asked).filter((key) => key in answers).flatMap((key) => pair(asked[key].label, answers[key], asked[key]))
      .concat(Object.keys(before).flatMap((key) => pair(seen[key] ?? readable(key), before[key], undefined)));
  }

  /** @param {Playbook.View} view */
  function earlier(view) {
    const place = view.part("earlier"), list = place.querySelector("dl");
    view.changed.push(() => {
      const found = terms({ ...playbook.pieces.whole(view.pieces, view.sheet), answers: {} }, view.sheet);
      place.hidden = !found.length;
      list.replaceChildren(...found);
    });
  }

  playbook.earlier = Object.assign(earlier, { terms });
})((window.playbook = window.playbook || {}));
