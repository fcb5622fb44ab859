// @ts-check
// Boxes to tick: how many are, what they said then, and printing without them.
((playbook) => {
  "use strict";
  if (playbook.checks) return;
  const { make } = playbook;
  const SEEN = "~seen.";

  /** @param {Playbook.View} view */
  function checks(view) {
    const { form, part, say, sheet } = view;
    /** @type {Record<string, string>} */
    const labels = Object.fromEntries(sheet.fields.map((field) => [field.key, field.label]));

    /** The words that one ticks are kept with the tick. @param {any} control */
    const said = (control) => (control.checked ? { [SEEN + control.name]: labels[control.name] } : {});

    /** Say under a ticked box that its words have changed. @param {any} row @param {string | undefined} before */
    function changed(row, before) {
      const key = row.dataset.check;
      const there = row.querySelector(".pb-changed");
      const old = before !== undefined && before !== labels[key] ? before : "";
      if ((there?.querySelector("q").textContent ?? "") === old) return;
      there?.remove();
      if (!old) return;
      const note = make("div", "pb-changed");
      const text = make("p", "", say("changed") + " ");
      text.append(make("q", "", old));
      const button = make("button", "pb-plain", say("still"));
      button.setAttribute("aria-label", `${say("still")}: ${labels[key]}`);
      button.addEventListener("click", () => {
        view.record({ [SEEN + key]: labels[key] });
        view.show();
        form.querySelector(`[name="${key}"]`).focus();
      });
      note.append(text, button);
      row.querySelector("label").parentElement.append(note);
    }

    function count() {
      const { answers, seen } = playbook.pieces.whole(view.pieces, sheet);
      const done = Object.keys(answers).length, total = sheet.fields.length;
      if (part("count")) part("count").textContent = say("count", { done, total });
      if (part("progress")) part("progress").value = done;
      for (const row of form.querySelectorAll("[data-check]")) changed(row, seen[row.dataset.check]);
    }

    view.beside.push(said);
    view.changed.push(count);
    view.acts ??= {};
    view.acts.print_blank = () => {
      view.root.dataset.without = "";
      addEventListener("afterprint", () => delete view.root.dataset.without, { once: true });
      window.print();
    };
  }

  playbook.checks = checks;
})((window.playbook = window.playbook || {}));
