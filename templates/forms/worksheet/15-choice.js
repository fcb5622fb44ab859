// @ts-check
// A chosen radio button cannot be unchosen: a button, a second click and Delete take it back.
((playbook) => {
  "use strict";
  if (playbook.choice) return;

  /** @param {Playbook.View} view */
  function choice(view) {
    const { form } = view;
    /** @type {any} */
    let chosen = null;

    /** @param {any} radio the chosen one of its group */
    function takeBack(radio) {
      if (!radio) return;
      view.record({ [playbook.controls.path(radio)]: "" });
      view.show();
      radio.focus();
    }

    view.changed.push(() => {
      for (const group of form.querySelectorAll("fieldset[data-type]")) {
        if (group.querySelector("[type=radio]")?.closest("fieldset") !== group) continue;
        const there = group.querySelector(".pb-take-back");
        if (!group.querySelector("input:checked")) there?.remove();
        else if (!there) group.append(playbook.make("button", "pb-plain pb-take-back", view.say("no_answer")));
      }
    });
    /** What is written beside an option chooses it. @param {any} control */
    function beside(control) {
      const { other } = control.dataset;
      if (other === undefined || !control.value.trim()) return {};
      const name = control.name.slice(0, -`.${other}.text`.length);
      const box = form.querySelector(`[name="${name}.${other}"], [name="${name}"][value="${other}"], select[name="${name}"]`);
      if (box.localName === "select") box.value = other;
      else box.checked = true;
      playbook.controls.mirror(box);
      return { [playbook.controls.path(box)]: playbook.controls.value(box) };
    }

    view.beside.push(beside);
    form.addEventListener("pointerdown", (/** @type {any} */ event) => {
      chosen = event.target.closest(".pb-pick")?.querySelector("[type=radio]:checked");
    });
    form.addEventListener("click", (/** @type {any} */ event) => {
      const { target } = event;
      if (target.classList.contains("pb-take-back")) takeBack(target.parentElement.querySelector("input:checked"));
      else if (target === chosen) takeBack(target);
    });
    form.addEventListener("keydown", (/** @type {any} */ event) => {
      if (event.target.type === "radio" && /^(Delete|Backspace)$/.test(event.key)) takeBack(event.target);
    });
  }

  playbook.choice = choice;
})((window.playbook = window.playbook || {}));
