// @ts-check
// What people decide about answers put together: whose they are, which are shown, what is agreed.
((playbook) => {
  "use strict";
  if (playbook.decided) return;
  const { make } = playbook;
  const { shownOf, partners: partnersOf } = playbook.combined;

  /** @param {Playbook.Desk} desk */
  function decided(desk) {
    const { mine, part, say, whole } = desk;

    desk.apply = (found) => {
      const number = new Map(found.entries.map((one, at) => [whole(one), at]));
      for (const [path, key] of Object.entries(mine.chosen)) {
        const at = key === null ? undefined : number.get(key);
        if (at === undefined) delete found.chosen[path];
        else found.chosen[path] = at;
      }
      const shown = new Set(found.shown);
      for (const [key, on] of Object.entries(mine.shown)) {
        const at = number.get(key);
        if (at !== undefined) shown[on ? "add" : "delete"](at);
      }
      found.shown = [...shown].sort((a, b) => a - b);
      for (const [key, name] of Object.entries(mine.partners)) {
        const at = number.get(key);
        if (at !== undefined) found.partners[at] = name;
      }
      return found;
    };

    /** Buttons by which a conflict is settled. */
    desk.settle = (talk) => {
      if (part("nameless").checked) return [];
      const path = `${talk.ref}#${talk.path}`, box = make("details", "pb-settle"), heard = partnersOf(desk.now);
      const button = (/** @type {string} */ words, /** @type {string} */ at, /** @type {() => void} */ call) => {
        const one = make("button", "pb-plain", words);
        one.dataset.at = `${path} ${at}`;
        one.addEventListener("click", () => {
          call();
          desk.show();
        });
        return one;
      };
      const summary = make("summary", "", say("settle"));
      summary.setAttribute("aria-label", `${say("settle")}: ${talk.label}`);
      summary.dataset.at = path;
      box.append(summary);
      for (const [partner, ats] of shownOf(desk.now, heard, talk.ref))
        box.append(button(say("as", { name: heard.names[partner] }), String(partner), () => (mine.chosen[path] = whole(desk.now.entries[ats[0]]))), " ");
      if (talk.settled) box.append(button(say("unsettle"), "open", () => (mine.chosen[path] = null)));
      return [" ", box];
    };
  }

  /** Whose each file is, and which of several is shown. @param {Playbook.Desk} desk */
  function whose(desk) {
    const { mine, part, say, whole } = desk;

    desk.list = () => {
      const { now } = desk, heard = partnersOf(now), titles = new Map(desk.known.sheets.map((one) => [one.ref, one.title]));
      part("partners").replaceChildren(...heard.names.map((name) => Object.assign(document.createElement("option"), { value: name })));
      part("files").replaceChildren(...now.entries.map((one, at) => {
        const title = [titles.get(one.answers.ref), one.answers.copy].filter(Boolean).join(", ");
        const line = make("li", ""), label = make("label", "", `${title} `), input = make("input", "pb-input");
        Object.assign(input, { value: heard.names[heard.of[at]], maxLength: 120 }).setAttribute("list", "pb-partners");
        input.dataset.at = `who ${whole(one)}`;
        input.addEventListener("change", () => {
          if (playbook.sides.folded(input.value)) mine.partners[whole(one)] = playbook.answers.clean(input.value, true).trim();
          desk.show();
        });
        label.append(input);
        line.append(label);
        const ats = shownOf(now, heard, one.answers.ref).get(heard.of[at]) ?? [];
        if (ats.length > 1) line.append(" ", choice(at, ats, title));
        return line;
      }));
    };

    /** @param {number} at @param {number[]} ats @param {string} title */
    function choice(at, ats, title) {
      const entries = desk.now.entries, count = playbook.combined.fullness(entries[at]);
      if (ats[0] === at) return make("b", "", say("is_shown", { count }));
      const button = make("button", "pb-plain", say("show_this", { count }));
      button.setAttribute("aria-label", `${button.textContent}: ${title}`);
      button.addEventListener("click", () => {
        for (const other of ats) mine.shown[whole(entries[other])] = other === at;
        desk.show();
        /** @type {any} */ (part("who").querySelector("summary")).focus();
      });
      return button;
    }
  }

  Object.assign(playbook, { decided, whose });
})((window.playbook = window.playbook || {}));
