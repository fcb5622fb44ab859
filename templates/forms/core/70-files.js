// @ts-check
// Answers that leave and come back: files and links. What comes in is always a new copy.
((playbook) => {
  "use strict";
  if (playbook.files) return;
  const { Refused, dumps, holds, parse, shared } = playbook.answers;
  const { budgets } = playbook;
  const { fromFile, moved, spread, whole } = playbook.pieces;
  const { LINK, LONGEST, packed, unpacked } = playbook.links;

  /** Hand a file to the person. @param {BlobPart} content @param {string} file @param {string} type */
  function give(content, file, type) {
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([content], { type }));
    anchor.download = file;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 60000);
  }

  /** What a view holds. @param {Playbook.View} view */
  const held = (view) => whole(view.pieces, view.sheet);

  /** The text of what others may see. @param {Playbook.View} view */
  const sharedText = (view) => dumps(shared(held(view), view.sheet), view.sheet);

  /** What a copy passes on: the rule for PDFs of several sheets. @param {Playbook.Definition} sheet @param {string} copy @param {boolean} secret whether private answers are asked for */
  function outgoing(sheet, copy, secret) {
    const pieces = playbook.store.open(sheet).read(copy)?.pieces ?? {};
    return shared(whole(moved(pieces, sheet), sheet), sheet, secret);
  }

  /** The name of a file without its end. @param {Playbook.View} view */
  function stem(view) {
    const name = view.name().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
    return view.sheet.ref.split("/")[1] + (playbook.pieces.called(view.pieces) && name ? "-" + name : "");
  }

  /** Say when the copy was last saved to a file. @param {Playbook.View} view */
  function filed({ part, pieces, say, sheet }) {
    const piece = pieces["~filed"];
    const changed = piece && Object.keys(pieces).some((path) => path[0] !== "~" && pieces[path][1] > piece[1]);
    const when = piece && playbook.moment(sheet, playbook.pieces.filed(piece));
    part("filed").textContent = say(piece ? (changed ? "filed_changed" : "filed") : "never_filed", { when });
  }

  /** @param {Playbook.View} view */
  function save(view) {
    const { say, sheet } = view, file = stem(view) + ".json";
    give(dumps(held(view), sheet), file, "application/json");
    view.record({ "~filed": Date.now() });
    view.tell([say("saved_file", { file }), !view.flush() && say("unmarked")].filter(Boolean).join(" "));
  }

  /** @param {Playbook.View} view */
  function share(view) {
    const file = stem(view) + "-shared.json";
    give(sharedText(view), file, "application/json");
    view.tell(view.say("saved_file", { file }));
  }

  /** @param {Playbook.View} view */
  async function link(view) {
    const { part, say } = view;
    const address = location.href.split("#")[0] + LINK + (await packed(sharedText(view)));
    if (address.length > LONGEST) return view.tell(say("link_long"), () => save(view), say("save"));
    try {
      await navigator.clipboard.writeText(address);
      view.tell(say(view.secret ? "linked_less" : "linked"));
    } catch {
      view.tell(say("link"));
      const box = Object.assign(playbook.make("input", "pb-input"), { readOnly: true, value: address });
      box.setAttribute("aria-label", say("the_link"));
      part("notice").append(box);
      box.select();
    }
  }

  /** Show answers from outside as a new copy, or the copy that is the same.
   * @param {Playbook.View} view @param {Playbook.Answers} answers @param {string} called @param {string} words
   * @param {string} [known] what to say where it is here already */
  function take(view, answers, called, words, known) {
    const { sheet, store } = view;
    called = answers.answers.filled_by ? "" : called;
    const same = known && view.flush() && store.copies().find((copy) =>
      dumps(whole(moved(store.read(copy)?.pieces ?? {}, sheet), sheet), sheet) === dumps({ ...answers, copy: answers.copy || called }, sheet));
    if (same) {
      store.choose(same);
      view.load(same);
      view.tell(known);
    } else {
      const pieces = spread(answers, sheet, store.now());
      if (view.add(known ? fromFile(pieces) : pieces, answers.copy || called)) view.tell(words);
    }
  }

  /** @param {Playbook.View} view @param {File} file */
  async function open(view, file) {
    const { part, say, sheet } = view;
    try {
      const pdf = await playbook.isPdf(file);
      const most = pdf ? budgets.pdf : budgets.file;
      if (file.size > most) throw new Refused(say("huge", { file: file.name, size: most / 1e6 }));
      const answers = pdf ? await view.readPdf(file) : parse(new Uint8Array(await file.arrayBuffer()), file.name, sheet);
      if (!holds(answers)) throw new Refused(say("opened_nothing", { file: file.name }));
      take(view, answers, file.name.replace(/\.\w+$/, ""), say("opened", { file: file.name }), say("opened_known", { file: file.name }));
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error);
      view.tell(error instanceof Refused ? error.message : say("broken", { file: file.name }));
      if (!/^(backup|pdf_packet)$/.test(/** @type {any} */ (error).why)) return;
      const work = part("work").cloneNode(true);
      work.hidden = false;
      part("notice").querySelector("p").append(" ", work);
    }
  }

  /** Take the answers out of the address: a reader has decided. */
  const forget = () => history.replaceState(history.state, "", location.href.split("#")[0]);

  /** Show the answers in the address; what becomes of them is for the reader to say. @param {Playbook.View} view */
  async function arrive(view) {
    const { say } = view;
    if (!location.hash.startsWith(LINK)) return;
    const text = location.hash.slice(LINK.length);
    /** @type {Playbook.Refuse} */
    const refuse = (why, more = {}) => new Refused(say(why, { file: say("the_link"), ...more }), why);
    try {
      const answers = parse(await unpacked(text, refuse), say("the_link"), view.sheet);
      if (!holds(answers)) throw refuse("opened_nothing");
      view.tell(say("link_holds"), () => {
        forget();
        take(view, answers, "", say("opened_link"));
      }, say("link_keep"));
      preview(view, answers);
    } catch (error) {
      forget();
      view.tell(error instanceof Refused ? error.message : say("broken", { file: say("the_link") }));
    }
  }

  /** Show what would be kept, below the question whether it is to be. @param {Playbook.View} view @param {Playbook.Answers} answers */
  function preview({ part, say, sheet }, answers) {
    const list = playbook.make("dl", "pb-preview");
    list.tabIndex = 0;
    list.setAttribute("aria-label", say("the_link"));
    list.append(...playbook.earlier.terms(answers, sheet));
    part("notice").querySelector("p").after(list);
    part("notice").lastElementChild.addEventListener("click", forget);
  }

  /** @param {Playbook.View} view */
  function files(view) {
    const { sheet, say, part } = view;
    const chooser = part("file");
    chooser.addEventListener("change", () => {
      if (chooser.files[0]) open(view, chooser.files[0]);
      chooser.value = "";
    });
    Object.assign((view.acts ??= {}), {
      save: () => save(view), share: () => share(view), link: () => link(view), open: () => chooser.click(), print: () => window.print(),
    });
    view.held = () => held(view);
    view.take = (answers, called, words, known) => take(view, answers, called, words, known);
    view.secret = sheet.fields.some((field) => field.private || field.columns?.some((one) => one.private));
    part("with-private")?.addEventListener("change", (/** @type {any} */ event) =>
      view.root.toggleAttribute("data-private-shown", event.target.checked));
    const example = /** @type {HTMLElement | null | undefined} */ (view.root.parentElement?.querySelector("[data-open-example]"));
    view.example = () => JSON.parse(example?.dataset.openExample || "{}");
    example?.addEventListener("click", () => {
      view.take(playbook.answers.normalise({ answers: view.example(), copy: say("example") }, sheet), "", say("opened_example"));
      view.root.scrollIntoView();
    });
    addEventListener("hashchange", () => arrive(view), { signal: view.signal });
    view.changed.push(() => filed(view));
    view.ready = () => arrive(view);
  }

  playbook.files = files;
  playbook.give = give;
  playbook.outgoing = outgoing;
})((window.playbook = window.playbook || {}));
