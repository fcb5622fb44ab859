// @ts-check
// Named copies of one sheet: new, rename, delete with undo, switch.
((playbook) => {
  "use strict";
  if (playbook.copies) return;

  /** What a copy is called. @param {Playbook.View} view @param {string} copy */
  function nameOf({ copy: mine, pieces, say, store }, copy) {
    const held = copy === mine ? pieces : store.read(copy)?.pieces;
    return playbook.pieces.called(held ?? {}) || (copy === "1" ? say("unnamed") : say("numbered", { number: 1 + Math.max(0, store.copies().indexOf(copy)) }));
  }

  /** List what there is; the copy in hand is in the list though it may be empty still. @param {Playbook.View} view */
  function list(view) {
    const { part } = view, choice = part("copies");
    const ids = [...new Set([...view.store.copies(), view.copy])];
    const names = playbook.pieces.apart(ids.map((id) => nameOf(view, id)));
    const options = ids.map((id, number) => new Option(names[number], id, false, id === view.copy));
    const before = Array.from(choice.options, (one) => one.value + one.text + one.selected).join();
    if (options.map((one) => one.value + one.text + (one.value === view.copy)).join() !== before) {
      choice.replaceChildren(...options);
      choice.value = view.copy;
    }
    part("copy-name").textContent = `${choice.labels[0].textContent}: ${nameOf(view, view.copy)}`;
  }

  /** Put pieces into a copy of their own, and show it.
   * @param {Playbook.View} view @param {Playbook.Pieces} pieces @param {string} [called] */
  function add(view, pieces, called) {
    const time = view.store.now();
    if (called) pieces["~name"] = [called, time];
    if (!view.flush()) return;
    const copy = time.toString(36);
    const { why } = view.store.save(copy, pieces);
    if (why) return void view.tell(view.say(why));
    view.store.choose(copy);
    view.load(copy);
    return copy;
  }

  /** Ask for a name. @param {any} dialog @param {string} now @param {(name: string) => void} work */
  function ask(dialog, now, work) {
    const input = dialog.querySelector("input"), form = dialog.querySelector("form");
    input.value = now;
    form.onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      dialog.close();
      const given = playbook.answers.clean(input.value, true).trim();
      if (given) work(given);
    };
    dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
    dialog.showModal();
    input.select();
  }

  /** Make changes that can be taken back in their copy; what was said there since, in whatever
   * window, stays. @param {Playbook.View} view @param {Record<string, any>} changes @returns {() => void} */
  function change(view, changes) {
    const { copy } = view, before = { ...view.pieces };
    view.record(changes);
    const after = { ...view.pieces };
    return () => {
      if (view.copy !== copy && !view.load(copy)) return;
      view.store.choose(copy);
      const still = Object.keys(changes).filter((path) => JSON.stringify(view.pieces[path]) === JSON.stringify(after[path]));
      view.record(Object.fromEntries(still.map((path) => [path, before[path][0]])));
      view.show();
    };
  }

  /** What the bar of a form can do with its copies. @param {Playbook.View} view */
  function actsOf(view) {
    const { part, say, store } = view;
    return {
      new: () => ask(part("dialog"), "", (given) => {
        add(view, {}, given);
        view.status(say("empty"));
      }),
      duplicate: () => ask(part("dialog"), "", (given) => {
        const { "~filed": _, ...pieces } = view.pieces;
        add(view, pieces, given);
      }),
      rename: () => ask(part("dialog"), nameOf(view, view.copy), (given) => {
        view.record({ "~name": given });
        list(view);
      }),
      delete: () => {
        view.flush();
        const gone = { copy: view.copy, name: nameOf(view, view.copy), pieces: view.pieces };
        const back = store.remove(gone.copy);
        view.forget();
        view.load(store.copies()[0] ?? "1");
        store.choose(view.copy);
        view.tell(say("deleted", { name: gone.name }), function undo() {
          if (!back(gone.pieces)) return view.tell(say("not_back"), undo);
          store.choose(gone.copy);
          view.load(gone.copy);
        });
      },
      clear: () => {
        const said = Object.keys(view.pieces).filter((path) =>
          (path === "~earlier" || path[0] !== "~") && ![false, "", null].includes(view.pieces[path][0]));
        const empty = (/** @type {any} */ value) => (typeof value === "string" ? "" : value === true ? false : typeof value === "object" ? {} : null);
        const back = change(view, Object.fromEntries(said.map((path) => [path, empty(view.pieces[path][0])])));
        view.show();
        view.flush();
        view.tell(say("cleared"), back);
      },
    };
  }

  /** The menu of the bar: it closes when one has chosen, goes on or clicks elsewhere. @param {Playbook.View} view */
  function menu(view) {
    const { root, signal } = view, more = view.part("more");
    const shut = () => {
      more.open = false;
      more.querySelector("summary").focus();
    };
    root.addEventListener("click", (/** @type {any} */ event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      if (more.contains(button)) shut();
      view.acts[button.dataset.do]?.(button);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && more.open) shut();
    });
    // Open, it would lie over what one tabs to next (WCAG 2.4.11).
    more.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
    });
    document.addEventListener("click", (event) => {
      if (more.open && !more.contains(/** @type {Node} */ (event.target))) more.open = false;
    }, { signal });
  }

  /** @param {Playbook.View} view */
  function copies(view) {
    const choice = view.part("copies");
    menu(view);
    choice.addEventListener("change", () => {
      const { value } = choice;
      if (view.load(value)) view.store.choose(value);
      else list(view);
    });
    Object.assign((view.acts ??= {}), actsOf(view));
    view.add = (pieces, called) => add(view, pieces, called);
    view.change = (changes) => change(view, changes);
    view.name = () => nameOf(view, view.copy);
    view.others = () => {
      const ids = view.store.copies().filter((copy) => copy !== view.copy);
      const names = playbook.pieces.apart(ids.map((id) => nameOf(view, id)));
      return ids.map((id, number) => [id, names[number]]);
    };
    view.changed.push(() => list(view));
  }

  playbook.copies = copies;
})((window.playbook = window.playbook || {}));
