// @ts-check
// Named copies of one sheet: new, rename, delete with undo, switch.
((playbook) => {
  "use strict";
  if (playbook.copies) return;

  /** @param {Playbook.View} view */
  function copies(view) {
    const { store, say, part } = view;
    const choice = part("copies"), dialog = part("dialog"), more = part("more");
    const name = (/** @type {string} */ copy) =>
      playbook.pieces.called((copy === view.copy ? view.pieces : store.read(copy)?.pieces) ?? {}) ||
      (copy === "1" ? say("unnamed") : say("numbered", { number: 1 + Math.max(0, store.copies().indexOf(copy)) }));

    /** List what there is; the copy in hand is in the list though it may be empty still. */
    function list() {
      const ids = [...new Set([...store.copies(), view.copy])];
      const names = playbook.pieces.apart(ids.map(name));
      const options = ids.map((id, number) => new Option(names[number], id, false, id === view.copy));
      const before = Array.from(choice.options, (one) => one.value + one.text + one.selected).join();
      if (options.map((one) => one.value + one.text + (one.value === view.copy)).join() !== before) {
        choice.replaceChildren(...options);
        choice.value = view.copy;
      }
      part("copy-name").textContent = `${part("bar").querySelector("label").textContent}: ${name(view.copy)}`;
    }

    /** Put pieces into a copy of their own, and show it. @param {any} pieces @param {string} [called] */
    function add(pieces, called) {
      const time = store.now();
      if (called) pieces["~name"] = [called, time];
      if (!view.flush()) return;
      const copy = time.toString(36);
      const { why } = store.save(copy, pieces);
      if (why) return view.tell(say(why));
      store.choose(copy);
      view.load(copy);
      return copy;
    }

    /** Ask for a name. @param {string} now @param {(name: string) => void} work */
    function ask(now, work) {
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
     * window, stays. @param {Record<string, any>} changes @returns {() => void} */
    function change(changes) {
      const { copy } = view, before = { ...view.pieces };
      view.record(changes);
      const after = { ...view.pieces };
      return () => {
        if (view.copy !== copy && !view.load(copy)) return;
        store.choose(copy);
        const still = Object.keys(changes).filter((path) => JSON.stringify(view.pieces[path]) === JSON.stringify(after[path]));
        view.record(Object.fromEntries(still.map((path) => [path, before[path][0]])));
        view.show();
      };
    }

    const acts = {
      new: () => ask("", (given) => {
        add({}, given);
        view.status(say("empty"));
      }),
      rename: () => ask(name(view.copy), (given) => {
        view.record({ "~name": given });
        list();
      }),
      delete: () => {
        view.flush();
        const gone = { copy: view.copy, name: name(view.copy), pieces: view.pieces };
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
        const back = change(Object.fromEntries(said.map((path) => [path, empty(view.pieces[path][0])])));
        view.show();
        view.flush();
        view.tell(say("cleared"), back);
      },
    };

    view.root.addEventListener("click", (/** @type {any} */ event) => {
      const button = event.target.closest("[data-do]");
      if (!button) return;
      if (more.contains(button)) {
        more.open = false;
        more.querySelector("summary").focus();
      }
      view.acts[button.dataset.do]?.(button);
    });
    view.root.addEventListener("keydown", (/** @type {any} */ event) => {
      if (event.key !== "Escape" || !more.open) return;
      more.open = false;
      more.querySelector("summary").focus();
    });
    // Open, it would lie over what one tabs to next (WCAG 2.4.11).
    more.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget && !more.contains(event.relatedTarget)) more.open = false;
    });
    document.addEventListener("click", (event) => {
      if (more.open && !more.contains(/** @type {Node} */ (event.target))) more.open = false;
    }, { signal: view.signal });
    choice.addEventListener("change", () => {
      const { value } = choice;
      if (view.load(value)) store.choose(value);
      else list();
    });
    Object.assign((view.acts ??= {}), acts);
    Object.assign(view, { add, change, name: () => name(view.copy) });
    view.changed.push(list);
  }

  playbook.copies = copies;
})((window.playbook = window.playbook || {}));
