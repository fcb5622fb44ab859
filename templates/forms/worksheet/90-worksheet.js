// @ts-check
// What a worksheet can do, in the order in which it follows from an answer.
((playbook) => {
  "use strict";
  const { choice, copies, earlier, files, figured, from, letters, map, rowed, sheets, who } = playbook;
  playbook.form.of("worksheet", [rowed, figured, choice, earlier, copies, files, sheets, map, from, letters, who]);
})((window.playbook = window.playbook || {}));
