// @ts-check
// The page "My work": what is here, and what one can do with all of it.
((playbook) => {
  "use strict";
  if (playbook.work) return;
  const { make } = playbook;
  const { Refused } = playbook.answers;

  /** @param {HTMLElement} root */
  function work(root) {
    const known = { ...playbook.known, words: JSON.parse(String(/** @type {any} */ (root.querySelector("[data-words]")).dataset.words)) };
    const device = playbook.device(known);
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-${name}]`));
    const say = (/** @type {string} */ key, /** @type {any} */ values) => playbook.answers.say(known, key, values);
    const when = (/** @type {number} */ time) => new Date(time).toLocaleString(known.language, { dateStyle: "medium", timeStyle: "short" });
    const ending = new AbortController();

    const tell = playbook.notice(part("notice"), say, () => root.querySelector("h1"));

    const single = (/** @type {any} */ one) => playbook.device.SINGLE.test(one.ref);
    /** What a copy is called; one that stands alone needs no name. @param {any} one @param {any[]} all */
    function name(one, all) {
      const given = one.pieces["~name"]?.[0];
      const alone = single(one) || !all.some((other) => other.ref === one.ref && other.copy !== one.copy);
      return given || (alone ? "" : say(one.copy === "1" ? "unnamed" : "another"));
    }

    /** @param {any} one @param {any[]} all */
    function row(one, all) {
      const called = name(one, all);
      const full = [one.sheet.title, called].filter(Boolean).join(", ");
      const at = `${one.ref}:${one.copy}`;
      const line = make("li", "pb-row pb-work-row");
      const text = make("div", "");
      const title = make("h3", "");
      if (one.sheet.gone) title.textContent = one.ref;
      else {
        const link = make("a", "", one.sheet.title);
        link.dataset.at = at;
        link.href = root.dataset.root + one.sheet.url;
        link.addEventListener("click", () => device.storeOf(one.sheet).choose(one.copy));
        title.append(link);
      }
      const facts = [called, one.newer ? say("newer_copy") : state(one), one.changed && say("changed_on", { when: when(one.changed) })];
      text.append(title, make("p", "pb-row-text", facts.filter(Boolean).join(" \u00b7 ")));
      const acts = make("p", "pb-work-acts");
      const act = (/** @type {string} */ words, /** @type {() => void} */ call) => {
        const button = make("button", "pb-plain", say(words));
        button.dataset.at = `${words}:${at}`;
        button.setAttribute("aria-label", `${say(words)}: ${full}`);
        button.addEventListener("click", call);
        acts.append(button);
      };
      if (!single(one) && !one.newer) act("rename", () => ask(part("naming"), called, (given) => {
        const clean = playbook.answers.clean(given, true).trim();
        const { why } = clean ? device.storeOf(one.sheet).save(one.copy, { "~name": [clean, playbook.store.now()] }) : {};
        show();
        if (why) tell(say(why));
      }));
      act("delete", () => {
        const back = device.remove(one);
        show();
        tell(say("deleted", { name: full }), () => {
          back();
          show();
        });
        root.querySelector("h1")?.focus();
      });
      line.append(text, acts);
      return line;
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
      for (const group of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-group]"))) {
        const kind = group.dataset.group;
        const rows = all.filter((/** @type {any} */ one) => (one.sheet.gone ? "gone" : one.ref.split("/")[0]) === kind);
        group.hidden = !rows.length;
        /** @type {any} */ (group.querySelector("ul")).replaceChildren(...rows.map((/** @type {any} */ one) => row(one, all)));
      }
      if (at) /** @type {any} */ (root.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? root.querySelector("h1")).focus();
      part("nothing").hidden = all.length > 0;
      part("all").hidden = !all.length;
      part("wipe-open").hidden = !all.length;
      const stale = all.filter((/** @type {any} */ one) => one.changed > one.filed).length;
      const last = Math.max(0, ...all.map((/** @type {any} */ one) => one.filed));
      part("filed").textContent = !all.length ? "" : !last ? say("never_filed")
        : say(stale ? "filed_some" : "filed_all", { when: when(last), count: stale, total: all.length });
    }

    /** Open a dialog with one field. @param {any} dialog @param {string} now @param {(given: string) => void} work @param {() => void} [stop] */
    function ask(dialog, now, work, stop) {
      const input = dialog.querySelector("input"), form = dialog.querySelector("form");
      let given = false;
      input.value = now;
      form.onsubmit = (/** @type {Event} */ event) => {
        event.preventDefault();
        given = true;
        dialog.close();
        work(input.value);
      };
      dialog.onclose = () => {
        input.value = "";
        if (!given) stop?.();
      };
      dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
      dialog.showModal();
      input.select();
    }

    /** @param {string} phrase */
    async function save(phrase) {
      // What changes while the file is encrypted is not in it.
      const copies = device.held(), time = playbook.store.now();
      let text = playbook.backup.text(device, known);
      if (phrase) text = playbook.answers.write({ format: "playbook-backup/1", playbook: known.playbook, sealed: await playbook.seal.seal(text, phrase) }) + "\n";
      const day = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
      const file = `${known.playbook.split(".").pop()}-${day}.json`;
      playbook.give(text, file, "application/json");
      for (const one of copies) if (!one.newer) device.storeOf(one.sheet).save(one.copy, { "~filed": [true, time] });
      show();
      tell(say(phrase ? "saved_sealed" : "saved_file", { file }));
    }

    /** @param {File} file */
    async function open(file) {
      const refuse = (/** @type {string} */ why, /** @type {any} */ more = {}) => new Refused(say(why, { file: file.name, ...more }));
      const phrase = () => new Promise((done) => ask(part("phrase"), "", done, () => done(null)));
      try {
        const pdf = /\.pdf$/i.test(file.name) || (await file.slice(0, 5).text()) === "%PDF-";
        if (file.size > (pdf ? 50e6 : 20e6)) throw refuse("huge", { size: pdf ? 50 : 20 });
        const files = pdf ? await playbook.backup.readPdf(new Uint8Array(await file.arrayBuffer()), device, known, refuse)
          : await playbook.backup.read(await file.text(), device, known, refuse, phrase);
        if (!files) return;
        const { added, known: there, why } = device.add(files);
        show();
        tell(why ? say(why) : say(there ? "opened_some" : "opened_all", { file: file.name, added, known: there }));
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        tell(error instanceof Refused ? error.message : say("broken", { file: file.name }));
      }
    }

    function wiping() {
      const all = device.held(), dialog = part("wipe");
      dialog.querySelector("ul").replaceChildren(...all.map((/** @type {any} */ one) => make("li", "", [one.sheet.title, name(one, all)].filter(Boolean).join(", "))));
      dialog.querySelector("[data-cancel]").onclick = () => dialog.close();
      dialog.querySelector("[data-wipe-all]").onclick = () => {
        dialog.close();
        const left = device.wipe();
        show();
        tell(say(left ? "wipe_left" : "wiped", { count: left }));
        root.querySelector("h1")?.focus();
      };
      dialog.showModal();
    }

    const sealed = part("sealed"), entry = part("new-phrase");
    sealed.disabled = !playbook.seal.able;
    part("unable").hidden = playbook.seal.able;
    sealed.addEventListener("change", () => (part("sealing").hidden = !sealed.checked));
    part("save").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const phrase = sealed.checked ? entry.value : "";
      if (sealed.checked && phrase.length < entry.minLength) return tell(say("short_phrase", { least: entry.minLength }));
      entry.value = "";
      save(phrase);
    });
    const chooser = part("file");
    part("open").addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      if (chooser.files[0]) open(chooser.files[0]);
      chooser.value = "";
    });
    part("wipe-open").addEventListener("click", wiping);
    // A dialog gives the focus back to the button that opened it, which must still be there.
    const follow = () => {
      if (!root.querySelector("dialog[open]")) show();
    };
    for (const event of ["storage", "pageshow"]) addEventListener(event, follow, { signal: ending.signal });
    root.addEventListener("close", follow, { capture: true });
    show();
    root.dataset.ready = "";
    return ending;
  }

  /** @type {AbortController | null} */
  let now = null;
  function start() {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-my-work]:not([data-ready])"));
    if (!root) return;
    now?.abort();
    now = work(root);
  }

  playbook.work = work;
  /** @type {any} */ (window).document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
