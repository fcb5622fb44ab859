// @ts-check
((playbook) => {
  "use strict";
  playbook.form.of("path", [playbook.checks, playbook.stops, playbook.packeted, playbook.earlier]);
})((window.playbook = window.playbook || {}));
