// @ts-check
// What can be ticked: a checklist with its bar, and a step's own list.
((playbook) => {
  "use strict";
  const { checks, copies, earlier, files, shared, sheets } = playbook;
  playbook.form.of("checklist", [shared, checks, earlier, copies, files, sheets]);
  playbook.form.of("step", [checks, earlier]);
})((window.playbook = window.playbook || {}));
