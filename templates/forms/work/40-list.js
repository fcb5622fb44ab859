// @ts-check
// The list of "My work": a row a copy, with what one can do with it.
((playbook) => {
  "use strict";
  if (playbook.listed) return;
  const { make } = playbook;
  /** Pieces of one moment follow each other by a millisecond, so their time may run a little ahead. */
  const MOMENT = 60000;

  /** @param {Playbook.Page} page */
  function listed(page) {
    const { root, known, device, part, say, tell, ask } = page;
    const when = (/** @type {number} */ time) => playbook.moment(known, time);
    const single = (/** @type {any} */ one) => playbook.device.SINGLE.test(one.ref);
    /** What a copy is called, as on its own page; one that stands alone needs no name. @param {any} one @param {any[]} all */
    function name(one, all) {
      const same = single(one) ? [one] : all.filter((other) => other.ref === one.ref);
      const names = same.map((other) => {
        const given = playbook.pieces.called(other.pieces);
        if (given || same.length < 2) return given || "";
        if (other.copy === "1") return say(other.sheet.noun === "checklist" ? "unnamed_list" : "unnamed");
        return say("numbered", { number: 1 + device.storeOf(other.sheet).copies().indexOf(other.copy) });
      });
      return playbook.pieces.apart(names)[same.indexOf(one)];
    }

    /** @param {any} one @param {any[]} all */
    const titled = (one, all) => [one.sheet.title, name(one, all)].filter(Boolean).join(", ");

    /** @param {any} one @param {any[]} all */
    function row(one, all) {
      const called = name(one, all);
      const full = titled(one, all);
      const at = `${one.ref}:${one.copy}`;
      const line = make("li", "pb-row pb-work-row");
      const text = make("div", "");
      const title = make("h3", "");
      // What no page shows is read here: of a sheet that is gone, and of a packet's own lines.
      const alone = one.sheet.gone || one.ref.startsWith("packets/");
      if (alone) title.textContent = one.sheet.title;
      else {
        const link = make("a", "", one.sheet.title);
        link.dataset.at = at;
        link.href = root.dataset.root + one.sheet.url;
        link.addEventListener("click", () => device.storeOf(one.sheet).choose(one.copy));
        title.append(link);
      }
      const facts = [called, one.newer ? say("newer_copy") : state(one), one.changed < Date.now() + MOMENT && one.changed && say("changed_on", { when: when(one.changed) })];
      text.append(title, make("p", "pb-row-text", facts.filter(Boolean).join(" \u00b7 ")));
      const terms = alone && !one.newer ? playbook.earlier.terms(device.answers(one), one.sheet) : [];
      if (terms.length) text.append(written(terms, full, at));
      const acts = make("p", "pb-work-acts");
      const act = (/** @type {string} */ words, /** @type {() => void} */ call) => {
        const button = make("button", "pb-plain", say(words));
        button.dataset.at = `${words}:${at}`;
        button.setAttribute("aria-label", `${say(words)}: ${full}`);
        button.addEventListener("click", call);
        acts.append(button);
      };
      if (!single(one) && !one.newer) act("rename", () => ask(part("naming"), one.pieces["~name"]?.[0] || called, (given) => {
        const clean = playbook.answers.clean(given, true).trim();
        const { why } = clean ? device.storeOf(one.sheet).save(one.copy, { "~name": [clean, playbook.store.now(one.pieces)] }) : {};
        show();
        if (why) tell(say(why));
      }));
      act("delete", () => {
        const back = device.storeOf(one.sheet).remove(one.copy);
        show();
        tell(say("deleted", { name: full }), function undo() {
          if (!back()) tell(say("not_back"), undo);
          show();
        });
        root.querySelector("h1")?.focus();
      });
      line.append(text, acts);
      return line;
    }

    /** What was written, to read. @param {HTMLElement[]} terms @param {string} full @param {string} at */
    function written(terms, full, at) {
      const box = make("details", "pb-earlier pb-work-read"), summary = make("summary", "", say("read")), list = make("dl", "");
      box.dataset.read = summary.dataset.at = `read:${at}`;
      summary.setAttribute("aria-label", `${say("read")}: ${full}`);
      list.append(...terms);
      box.append(summary, list);
      return box;
    }

    /** @param {any} one */
    function state(one) {
      const { done, total } = device.count(one);
      if (one.sheet.gone) return say("kept");
      const words = one.ref.startsWith("paths/") ? "by_hand" : one.sheet.noun === "worksheet" ? "answered" : "ticked";
      return say(words, { done, total });
    }

    /** List what is here; whoever stands on a row stays on it. */
    function show() {
      const all = device.held();
      const at = /** @type {any} */ (document.activeElement)?.dataset.at;
      const open = Array.from(root.querySelectorAll("details[open]"), (/** @type {any} */ box) => box.dataset.read);
      for (const group of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-group]"))) {
        const kind = group.dataset.group;
        const rows = all.filter((/** @type {any} */ one) => (one.sheet.gone ? "gone" : one.ref.split("/")[0]) === kind);
        group.hidden = !rows.length;
        /** @type {any} */ (group.querySelector("ul")).replaceChildren(...rows.map((/** @type {any} */ one) => row(one, all)));
      }
      for (const box of /** @type {NodeListOf<any>} */ (root.querySelectorAll("[data-read]"))) box.open = open.includes(box.dataset.read);
      if (at) /** @type {any} */ (root.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? root.querySelector("h1")).focus();
      part("nothing").hidden = all.length > 0;
      part("all").hidden = !all.length;
      part("wipe-open").hidden = !all.length;
      const stale = all.filter((/** @type {any} */ one) => one.changed > one.filed).length;
      const last = Math.max(0, ...all.map((/** @type {any} */ one) => one.saved));
      part("filed").textContent = !all.length ? "" : !last ? say("never_filed")
        : say(stale ? "filed_some" : "filed_all", { when: when(last), count: stale, total: all.length });
    }

    Object.assign(page, { titled, show });
  }

  playbook.listed = listed;
})((window.playbook = window.playbook || {}));
