// @ts-check
// Who filled it in: asked for once before answers leave this device, and shown in the head of a print.
((playbook) => {
  "use strict";
  if (playbook.who) return;
  const KEY = "filled_by", ASKED = "~who";
  const SHARES = ["share", "link", "pass"];

  /** @param {Playbook.View} view */
  function who(view) {
    const { part } = view, dialog = part("who-dialog");
    if (!dialog) return;

    /** @param {() => void} share */
    function ask(share) {
      const input = dialog.querySelector("input");
      dialog.querySelector("form").onsubmit = (/** @type {Event} */ event) => {
        event.preventDefault();
        dialog.close();
        const given = playbook.answers.clean(input.value, true).trim();
        view.record({ [ASKED]: true, ...(given && { [KEY]: given }) });
        view.show();
        share();
      };
      dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
      input.value = "";
      dialog.showModal();
    }

    for (const name of SHARES) {
      const share = view.acts[name];
      view.acts[name] = (button) => {
        const known = playbook.pieces.called({ [KEY]: view.pieces[KEY] }) || view.pieces[ASKED]?.[0];
        if (known || !Object.keys(view.pieces).length) share(button);
        else ask(() => share(button));
      };
    }
    view.changed.push(() => (part("who").textContent = String(view.pieces[KEY]?.[0] ?? "")));
  }

  playbook.who = who;
})((window.playbook = window.playbook || {}));
