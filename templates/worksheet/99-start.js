// @ts-check
// Begin, now and after every change of page that the theme makes without loading one.
((playbook) => {
  "use strict";
  const follow = /** @type {any} */ (window).document$;
  if (!playbook.started && follow) follow.subscribe(() => playbook.form.start());
  playbook.started = true;
  playbook.form.start();
})((window.playbook = window.playbook || {}));
