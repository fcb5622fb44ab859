// @ts-check
// Wiping "My work": what goes is named, and a second yes is asked for.
((playbook) => {
  "use strict";
  if (playbook.wiped) return;
  const { make } = playbook;

  /** @param {Playbook.Page} page */
  function wiped(page) {
    const { root, device, part, say, tell } = page;
    part("wipe-open").addEventListener("click", () => {
      const all = device.held(), agenda = device.agenda(), dialog = part("wipe");
      dialog.querySelector("ul").replaceChildren(...[...all, ...(agenda ? [agenda] : [])].map((one) => {
        const line = make("li", "", "text" in one ? say("agenda") : page.titled(one, all));
        if (one.changed > one.filed) line.append(" \u00b7 ", make("b", "", say(one.filed ? "not_filed_since" : "not_filed")));
        return line;
      }));
      dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
      dialog.querySelector("[data-wipe-all]").onclick = () => {
        dialog.close();
        const left = device.wipe();
        page.show();
        tell(say(left ? "wipe_left" : "wiped", { count: left }));
        root.querySelector("h1")?.focus();
      };
      dialog.showModal();
    });
  }

  playbook.wiped = wiped;
})((window.playbook = window.playbook || {}));
