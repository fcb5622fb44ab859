// @ts-check
// What is no longer asked: listed below the questions, so that nobody's answer just goes.
((playbook) => {
  "use strict";
  if (playbook.earlier) return;
  const { make } = playbook;
  const readable = (/** @type {string} */ key) => key.replace(/_/g, " ");

  /** @param {any} value @returns {string} */
  function text(value) {
    if (value === true) return "\u2713";
    if (typeof value === "string") return value;
    const named = (/** @type {[string, any]} */ [name, one]) => (Array.isArray(value) ? "" : readable(name) + ": ") + text(one);
    return Object.entries(value).map(named).join("\n");
  }

  /** @param {any} view */
  function earlier(view) {
    const place = view.part("earlier"), list = place.querySelector("dl");
    view.changed.push(() => {
      const { earlier: answers, seen } = playbook.pieces.whole(view.pieces, view.sheet);
      place.hidden = !Object.keys(answers).length;
      list.replaceChildren(...Object.keys(answers).flatMap((key) =>
        [make("dt", "", seen[key] ?? readable(key)), make("dd", "", text(answers[key]))]));
    });
  }

  playbook.earlier = earlier;
})((window.playbook = window.playbook || {}));
