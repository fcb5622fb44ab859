// @ts-check
// The list of "My work": a row a copy, with what one can do with it.
((playbook) => {
  "use strict";
  if (playbook.listed) return;
  const { make } = playbook;
  /** Pieces of one moment follow each other by a millisecond, so their time may run a little ahead. */
  const MOMENT = 60000;

  const single = (/** @type {Playbook.Held} */ one) => playbook.device.SINGLE.test(one.ref);

  /** What a copy is called, as on its own page; one that stands alone needs no name.
   * @param {Playbook.Page} page @param {Playbook.Held} one @param {Playbook.Held[]} all */
  function nameOf({ device, say }, one, all) {
    const same = single(one) ? [one] : all.filter((other) => other.ref === one.ref);
    const names = same.map((other) => {
      const given = playbook.pieces.called(other.pieces);
      if (given || same.length < 2) return given || "";
      if (other.copy === "1") return say(other.sheet.noun === "checklist" ? "unnamed_list" : "unnamed");
      return say("numbered", { number: 1 + device.storeOf(other.sheet).copies().indexOf(other.copy) });
    });
    return playbook.pieces.apart(names)[same.indexOf(one)];
  }

  /** @param {Playbook.Page} page @param {Playbook.Held} one @param {Playbook.Held[]} all */
  const titled = (page, one, all) => [one.sheet.title, nameOf(page, one, all)].filter(Boolean).join(", ");

  /** How far a copy is, in words. @param {Playbook.Page} page @param {Playbook.Held} one */
  function state({ device, say }, one) {
    const { done, total } = device.count(one);
    if (one.sheet.gone) return say("kept");
    const words = one.ref.startsWith("paths/") ? "by_hand" : one.sheet.noun === "worksheet" ? "answered" : "ticked";
    return say(words, { done, total });
  }

  /** What was written, to read. @param {Playbook.Page} page @param {HTMLElement[]} terms @param {string} full @param {string} at */
  function written({ say }, terms, full, at) {
    const box = make("details", "pb-earlier pb-work-read"), summary = make("summary", "", say("read")), list = make("dl", "");
    box.dataset.read = summary.dataset.at = `read:${at}`;
    summary.setAttribute("aria-label", `${say("read")}: ${full}`);
    list.append(...terms);
    box.append(summary, list);
    return box;
  }

  /** The title of a copy, with the way to its page if it has one.
   * @param {Playbook.Page} page @param {Playbook.Held} one @param {string} full @param {string} at @param {boolean} alone */
  function heading({ root, device }, one, full, at, alone) {
    const title = make("h3", "");
    if (alone) title.textContent = full;
    else {
      const link = make("a", "", full);
      link.dataset.at = at;
      link.href = root.dataset.root + String(one.sheet.url);
      link.addEventListener("click", () => device.storeOf(one.sheet).choose(one.copy));
      title.append(link);
    }
    return title;
  }

  /** Something that one can do with what is here. @param {Playbook.Page} page @param {string} words @param {string} full @param {string} at @param {() => void} call */
  function act({ say }, words, full, at, call) {
    const button = make("button", "pb-plain", say(words));
    button.dataset.at = `${words}:${at}`;
    button.setAttribute("aria-label", `${say(words)}: ${full}`);
    button.addEventListener("click", call);
    return button;
  }

  /** What one can do with a copy: its buttons. @param {Playbook.Page} page @param {Playbook.Held} one @param {string} full @param {string} called */
  function actsOf(page, one, full, called) {
    const { root, device, part, say, tell, ask } = page;
    const acts = make("p", "pb-work-acts"), at = `${one.ref}:${one.copy}`;
    if (!single(one) && !one.newer) acts.append(act(page, "rename", full, at, () => ask(part("naming"), one.pieces["~name"]?.[0] || called, (given) => {
      const clean = playbook.answers.clean(given, true).trim();
      const { why } = clean ? device.storeOf(one.sheet).save(one.copy, { "~name": [clean, playbook.store.now(one.pieces)] }) : {};
      page.show();
      if (why) tell(say(why));
    })));
    acts.append(act(page, "delete", full, at, () => {
      const back = device.storeOf(one.sheet).remove(one.copy);
      page.show();
      tell(say("deleted", { name: full }), function undo() {
        if (!back()) tell(say("not_back"), undo);
        page.show();
      });
      root.querySelector("h1")?.focus();
    }));
    return acts;
  }

  /** @param {Playbook.Page} page @param {Playbook.Held} one @param {Playbook.Held[]} all */
  function row(page, one, all) {
    const { known, device, say } = page;
    const called = nameOf(page, one, all);
    const full = titled(page, one, all);
    const at = `${one.ref}:${one.copy}`;
    // What no page shows is read here: of a sheet that is gone, and of a packet's own lines.
    const alone = one.sheet.gone || /^(packets|tonight)\//.test(one.ref);
    const changed = one.changed && one.changed < Date.now() + MOMENT && say("changed_on", { when: playbook.moment(known, one.changed) });
    const facts = [one.newer ? say("newer_copy") : state(page, one), changed];
    const text = make("div", "");
    text.append(heading(page, one, full, at, alone), make("p", "pb-row-text", facts.filter(Boolean).join(" \u00b7 ")));
    const terms = alone && !one.newer ? playbook.earlier.terms(device.answers(one), one.sheet) : [];
    if (terms.length) text.append(written(page, terms, full, at));
    const line = make("li", "pb-row pb-work-row");
    line.append(text, actsOf(page, one, full, called));
    return line;
  }

  /** The agenda of the page "Tonight". @param {Playbook.Page} page @param {Playbook.LaidAgenda} agenda */
  function agendaRow(page, agenda) {
    const { root, device, say, tell } = page, link = make("a", "", say("agenda")), title = make("h3", ""), text = make("div", "");
    link.dataset.at = "agenda";
    link.href = root.dataset.root + "tonight/";
    title.append(link);
    text.append(title, make("p", "pb-row-text", agenda.points));
    const line = make("li", "pb-row pb-work-row"), acts = make("p", "pb-work-acts");
    acts.append(act(page, "delete", say("agenda"), "agenda", () => {
      const back = device.clear();
      page.show();
      tell(say("deleted", { name: say("agenda") }), () => {
        back();
        page.show();
      });
      root.querySelector("h1")?.focus();
    }));
    line.append(text, acts);
    return line;
  }

  /** Say when what is here was last saved to a file. @param {Playbook.Page} page @param {(Playbook.Held | Playbook.LaidAgenda)[]} all */
  function filed({ known, part, say }, all) {
    const stale = all.filter((one) => one.changed > one.filed).length;
    const last = Math.max(0, ...all.map((one) => one.saved));
    part("filed").textContent = !all.length ? "" : !last ? say("never_filed")
      : say(stale ? "filed_some" : "filed_all", { when: playbook.moment(known, last), count: stale, total: all.length });
  }

  /** List what is here; whoever stands on a row stays on it. @param {Playbook.Page} page */
  function show(page) {
    const { root, device, part } = page;
    const all = device.held(), agenda = device.agenda(), some = [...all, ...(agenda ? [agenda] : [])];
    const at = /** @type {any} */ (document.activeElement)?.dataset.at;
    const open = Array.from(root.querySelectorAll("details[open]"), (box) => box.dataset.read);
    for (const group of root.querySelectorAll("[data-group]")) {
      const kind = group.dataset.group;
      const rows = all.filter((one) => (one.sheet.gone ? "gone" : one.ref.split("/")[0]) === kind);
      const lines = rows.map((one) => row(page, one, all));
      if (agenda && kind === "tonight") lines.unshift(agendaRow(page, agenda));
      group.hidden = !lines.length;
      group.querySelector("ul").replaceChildren(...lines);
    }
    for (const box of root.querySelectorAll("[data-read]")) box.open = open.includes(box.dataset.read);
    if (at) (root.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? root.querySelector("h1")).focus();
    part("nothing").hidden = some.length > 0;
    part("all").hidden = !some.length;
    part("wipe-open").hidden = !some.length;
    filed(page, some);
  }

  /** @param {Playbook.Page} page */
  function listed(page) {
    page.titled = (one, all) => titled(page, one, all);
    page.show = () => show(page);
  }

  playbook.listed = listed;
})((window.playbook = window.playbook || {}));
