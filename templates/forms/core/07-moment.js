// @ts-check
// A moment as the playbook writes days: its own order of day, month and year, whatever the browser's.
((playbook) => {
  "use strict";

  /** @param {Playbook.Definition} sheet what has the language and the words @param {number} time */
  playbook.moment ??= (sheet, time) => {
    const at = new Date(time);
    const said = (/** @type {Intl.DateTimeFormatOptions} */ how) => at.toLocaleString(sheet.language, { numberingSystem: "latn", calendar: "gregory", ...how });
    return playbook.answers.say(sheet, "when", { day: at.getDate(), month: said({ month: "long" }), year: at.getFullYear(),
      time: said({ hour: "numeric", minute: "2-digit" }) });
  };
})((window.playbook = window.playbook || {}));
