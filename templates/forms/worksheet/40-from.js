// @ts-check
// Earlier answers: offered by name with their origin, one click away, never forced.
((playbook) => {
  "use strict";
  if (playbook.from) return;
  const { make } = playbook;
  const MOST = 3;

  /** An answer of theirs as one of ours, or undefined where it does not fit.
   * @param {any} given @param {Playbook.Asking} field @returns {any} */
  function ours(given, field) {
    const { options, map } = field.from, choices = field.options;
    const many = Array.isArray(given) ? given : [given];
    if (choices) {
      const known = many.map((id) => map[id] ?? id).filter((id) => choices.some((one) => one.id === id));
      return playbook.fields[field.type].fit(field, known)[0] ?? known[0];
    }
    const texts = many.map((id) => options.find((one) => one.id === id)?.label ?? id).filter((one) => typeof one === "string" && one.trim());
    return playbook.fields[field.type].taken(field, texts, Array.isArray(given) && !options.length);
  }

  /** @param {Playbook.View} view */
  function from(view) {
    const { sheet, say } = view;
    const asking = /** @type {Playbook.Asking[]} */ (sheet.fields.filter((field) => field.from?.ref));
    if (!asking.length) return;

    /** What other sheets say now, newest first. @param {Playbook.Asking} field */
    function found(field) {
      const { ref, key, was } = field.from;
      const store = playbook.store.open({ playbook: sheet.playbook, ref, was: [], fields: [] });
      return store.copies().map((copy) => {
        const pieces = store.read(copy)?.pieces ?? {};
        const answers = playbook.pieces.gather(pieces);
        const value = ours([key, ...was].map((name) => answers[name]).find((one) => one !== undefined && one !== ""), field);
        const time = Math.max(0, ...Object.keys(pieces).filter((path) => path[0] !== "~").map((path) => pieces[path][1]));
        return { copy, value, time, name: playbook.pieces.called(pieces) || say(copy === "1" ? "unnamed" : "another") };
      }).filter((one) => one.value !== undefined).sort((a, b) => b.time - a.time);
    }

    /** The changes that make `value` the answer. @param {Playbook.Asking} field @param {any} value */
    function answered(field, value) {
      const changes = playbook.answers.bare();
      for (const path of Object.keys(view.pieces))
        if (path.startsWith(field.key + ":")) changes[path] = false;
        else if (path.startsWith(field.key + ".") && typeof view.pieces[path][0] === "number") changes[path] = null;
      playbook.fields[field.type].spread(field, field.key, value, (path, held) => (changes[path] = held), "o");
      return changes;
    }

    function offer() {
      const answers = playbook.pieces.whole(view.pieces, sheet).answers;
      for (const field of asking) {
        const question = view.form.querySelector(`[data-key="${field.key}"]`);
        const known = view.pieces["~from." + field.key]?.[0] ?? {};
        const told = new Set([JSON.stringify(answers[field.key])]);
        const offers = found(field).filter((one) => {
          const text = JSON.stringify(one.value);
          if (known[one.copy] === text || told.has(text)) return false;
          return told.add(text);
        }).slice(0, MOST);
        const before = question.querySelectorAll(".pb-offer");
        const now = JSON.stringify(offers.map((one) => [one.value, one.name]));
        if ((question.dataset.offers ?? "[]") === now) continue;
        question.dataset.offers = now;
        before.forEach((/** @type {any} */ one) => one.remove());
        for (const one of offers) question.append(shown(field, one, known));
      }
    }

    /** @param {Playbook.Asking} field @param {any} one @param {Playbook.Known} known */
    function shown(field, one, known) {
      const box = make("div", "pb-offer");
      const origin = say(one.copy in known ? "offer_again" : "offer", { title: field.from.title, copy: one.name });
      const said = (Array.isArray(one.value) ? one.value : [one.value])
        .map((/** @type {string} */ id) => field.options?.find((/** @type {any} */ option) => option.id === id)?.label ?? id).join(", ");
      const text = make("p", "", origin + " ");
      text.append(make("q", "", said));
      box.append(text);
      const act = (/** @type {string} */ words, /** @type {any} */ changes) => {
        const button = make("button", "pb-plain", say(words));
        button.setAttribute("aria-label", `${say(words)}: ${said.slice(0, 80)}`);
        button.addEventListener("click", () => {
          view.record({ ...changes, ["~from." + field.key]: { ...known, [one.copy]: JSON.stringify(one.value) } });
          view.show();
          view.form.querySelector(`[data-key="${field.key}"]`).querySelector("input, textarea, select").focus();
        });
        box.append(button);
      };
      act("use", answered(field, one.value));
      act("leave", {});
      return box;
    }

    view.changed.push(offer);
    addEventListener("storage", offer, { signal: view.signal });
  }

  playbook.from = from;
})((window.playbook = window.playbook || {}));
