// @ts-check
// Answers that leave and come back: files and links. What comes in is always a new copy.
((playbook) => {
  "use strict";
  if (playbook.files) return;
  const { Refused, dumps, holds, parse, shared } = playbook.answers;
  const { budgets } = playbook;
  const { moved, spread, whole } = playbook.pieces;
  const { LINK, LONGEST, packed, unpacked } = playbook.links;

  /** Hand a file to the person. @param {BlobPart} content @param {string} file @param {string} type */
  function give(content, file, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** @param {Playbook.View} view */
  function files(view) {
    const { sheet, say, part, store } = view;
    const secret = sheet.fields.some((/** @type {any} */ field) => field.private || field.columns?.some((/** @type {any} */ one) => one.private));
    const held = () => whole(view.pieces, sheet);
    const stem = () => {
      const name = view.name().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
      return sheet.ref.split("/")[1] + (playbook.pieces.called(view.pieces) && name ? "-" + name : "");
    };

    /** When the copy was last saved to a file. */
    function filed() {
      const piece = view.pieces["~filed"];
      const changed = piece && Object.keys(view.pieces).some((path) => path[0] !== "~" && view.pieces[path][1] > piece[1]);
      const when = piece && playbook.moment(sheet, playbook.pieces.filed(piece));
      part("filed").textContent = say(piece ? (changed ? "filed_changed" : "filed") : "never_filed", { when });
    }

    function save() {
      const file = stem() + ".json";
      give(dumps(held(), sheet), file, "application/json");
      view.record({ "~filed": Date.now() });
      view.tell([say("saved_file", { file }), !view.flush() && say("unmarked")].filter(Boolean).join(" "));
    }

    function share() {
      const file = stem() + "-shared.json";
      give(dumps(shared(held(), sheet), sheet), file, "application/json");
      view.tell(say("saved_file", { file }));
    }

    async function link() {
      const text = dumps(shared(held(), sheet), sheet);
      const address = location.href.split("#")[0] + LINK + (await packed(text));
      if (address.length > LONGEST) return view.tell(say("link_long"), save, say("save"));
      try {
        await navigator.clipboard.writeText(address);
        view.tell(say(secret ? "linked_less" : "linked"));
      } catch {
        view.tell(say("link"));
        const box = Object.assign(playbook.make("input", "pb-input"), { readOnly: true, value: address });
        box.setAttribute("aria-label", say("the_link"));
        part("notice").append(box);
        box.select();
      }
    }

    /** Show answers from outside as a new copy, or the copy that is the same.
     * @param {any} answers @param {string} called @param {string} words @param {string} [known] what to say where it is here already */
    function take(answers, called, words, known) {
      called = answers.answers.filled_by ? "" : called;
      const same = known && view.flush() && store.copies().find((/** @type {string} */ copy) =>
        dumps(whole(moved(store.read(copy)?.pieces ?? {}, sheet), sheet), sheet) === dumps({ ...answers, copy: answers.copy || called }, sheet));
      if (same) {
        store.choose(same);
        view.load(same);
        view.tell(known);
      } else if (view.add(spread(answers, sheet, store.now()), answers.copy || called)) view.tell(words);
    }

    /** @param {File} file */
    async function open(file) {
      try {
        const pdf = /\.pdf$/i.test(file.name) || (await file.slice(0, 5).text()) === "%PDF-";
        const most = pdf ? budgets.pdf : budgets.file;
        if (file.size > most) throw new Refused(say("huge", { file: file.name, size: most / 1e6 }));
        const answers = pdf ? await view.readPdf(file) : parse(new Uint8Array(await file.arrayBuffer()), file.name, sheet);
        if (!holds(answers)) throw new Refused(say("opened_nothing", { file: file.name }));
        take(answers, file.name.replace(/\.\w+$/, ""), say("opened", { file: file.name }), say("opened_known", { file: file.name }));
      } catch (error) {
        if (!(error instanceof Refused)) console.error(error);
        view.tell(error instanceof Refused ? error.message : say("broken", { file: file.name }));
        if (!/^(backup|pdf_packet)$/.test(/** @type {any} */ (error).why)) return;
        const link = part("work").cloneNode(true);
        link.hidden = false;
        part("notice").querySelector("p").append(" ", link);
      }
    }

    /** Take the answers out of the address: a reader has decided. */
    const forget = () => history.replaceState(history.state, "", location.href.split("#")[0]);

    /** Show the answers in the address; what becomes of them is for the reader to say. */
    async function arrive() {
      if (!location.hash.startsWith(LINK)) return;
      const text = location.hash.slice(LINK.length);
      const refuse = (/** @type {string} */ why, /** @type {any} */ more = {}) => new Refused(say(why, { file: say("the_link"), ...more }), why);
      try {
        const answers = parse(await unpacked(text, refuse), say("the_link"), sheet);
        if (!holds(answers)) throw refuse("opened_nothing");
        view.tell(say("link_holds"), () => {
          forget();
          take(answers, "", say("opened_link"));
        }, say("link_keep"));
        preview(answers);
      } catch (error) {
        forget();
        view.tell(error instanceof Refused ? error.message : say("broken", { file: say("the_link") }));
      }
    }

    /** Show what would be kept, below the question whether it is to be. @param {any} answers */
    function preview(answers) {
      const list = playbook.make("dl", "pb-preview");
      list.tabIndex = 0;
      list.setAttribute("aria-label", say("the_link"));
      list.append(...playbook.earlier.terms(answers, sheet));
      part("notice").querySelector("p").after(list);
      part("notice").lastElementChild.addEventListener("click", forget);
    }

    const chooser = part("file");
    chooser.addEventListener("change", () => {
      if (chooser.files[0]) open(chooser.files[0]);
      chooser.value = "";
    });
    Object.assign((view.acts ??= {}), { save, share, link, open: () => chooser.click(), print: () => window.print() });
    Object.assign(view, { take, held, secret });
    part("with-private")?.addEventListener("change", (/** @type {any} */ event) =>
      view.root.toggleAttribute("data-private-shown", event.target.checked));
    view.root.parentElement?.querySelector("[data-open-example]")?.addEventListener("click", () => {
      take(playbook.answers.normalise({ answers: sheet.example, copy: say("example") }, sheet), "", say("opened_example"));
      view.root.scrollIntoView();
    });
    addEventListener("hashchange", arrive, { signal: view.signal });
    view.changed.push(filed);
    view.ready = arrive;
  }

  playbook.files = files;
  playbook.give = give;
})((window.playbook = window.playbook || {}));
