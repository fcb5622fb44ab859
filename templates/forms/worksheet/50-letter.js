// @ts-check
// Letters write themselves: each gap takes the answer it is for, and the text can be copied or printed alone.
((playbook) => {
  "use strict";
  if (playbook.letters) return;

  /** An answer as a letter says it: options by their words, days as the language writes them.
   * @param {any} value @param {Playbook.Field} field @param {Playbook.Definition} sheet @returns {string} */
  function said(value, field, sheet) {
    const { language } = sheet;
    if (Array.isArray(value)) {
      const words = value.map((one) => said(one, field, sheet));
      return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
    }
    const day = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?$/.exec(value);
    if (!day) return playbook.fields[field.type].said(field, String(value).trim(), sheet);
    /** @type {Intl.DateTimeFormatOptions} */
    const how = { day: "numeric", month: "long", year: "numeric", calendar: "gregory", numberingSystem: "latn" };
    return new Date(day[1] + (day[2] ?? "T00:00")).toLocaleString(language, day[2] ? { ...how, hour: "numeric", minute: "2-digit" } : how);
  }

  /** @param {Playbook.View} view */
  function letters(view) {
    const { root, sheet, say, signal } = view;
    const all = /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll("[data-letter]")));
    if (!all.length) return;
    const { asked } = playbook.answers.index(sheet.fields);

    function write() {
      const { answers } = playbook.pieces.whole(view.pieces, sheet);
      for (const gap of root.querySelectorAll("[data-answer]")) {
        const value = answers[gap.dataset.answer];
        const text = value === undefined ? gap.dataset.blank : said(value, asked[gap.dataset.answer], sheet);
        gap.classList.toggle("pb-blank", value === undefined);
        if (gap.textContent !== text) gap.textContent = text;
      }
    }

    for (const letter of all) {
      const text = /** @type {HTMLElement} */ (letter.querySelector("[data-letter-text]"));
      const told = /** @type {HTMLElement} */ (letter.querySelector("[data-letter-said]"));
      /** @type {any} */ (letter.querySelector("[data-letter-do]")).hidden = false;
      letter.querySelector("[data-letter-copy]")?.addEventListener("click", () => {
        const words = Array.from(text.querySelectorAll("p"), (one) => one.innerText).join("\n\n");
        const done = () => (told.textContent = say("letter_copied"));
        const mark = () => {
          getSelection()?.selectAllChildren(text);
          told.textContent = say("letter_select");
        };
        if (navigator.clipboard) navigator.clipboard.writeText(words).then(done, mark);
        else mark();
      }, { signal });
      letter.querySelector("[data-letter-print]")?.addEventListener("click", () => {
        letter.toggleAttribute("data-alone", true);
        document.documentElement.toggleAttribute("data-print-letter", true);
        window.print();
      }, { signal });
    }
    addEventListener("afterprint", () => {
      document.documentElement.toggleAttribute("data-print-letter", false);
      for (const letter of all) letter.toggleAttribute("data-alone", false);
    }, { signal });
    view.changed.push(write);
  }

  playbook.letters = letters;
})((window.playbook = window.playbook || {}));
