// @ts-check
// The points of an agenda, drawn with their times, sheets and what one can change.
((playbook) => {
  "use strict";
  if (playbook.points) return;
  const { make } = playbook;
  const { clock, MOST, sum } = playbook.agenda;

  /** @typedef {Playbook.TonightPage} Page @typedef {Playbook.AgendaPoint} Point */

  /** A time of the day as the language says it. @param {Page} page @param {number} minutes */
  const timeOf = ({ data }, minutes) => new Date(2026, 0, 1, Math.floor(minutes / 60), minutes % 60)
    .toLocaleTimeString(data.language, { hour: "numeric", minute: "2-digit", numberingSystem: "latn" });

  /** A sheet by today's name; nothing where this playbook has it no more. @param {Page} page @param {string} ref */
  function sheetOf({ data }, ref) {
    const today = ref in data.sheets ? ref : Object.keys(data.sheets).find((name) => data.sheets[name].slice(1).includes(ref));
    if (!today) return null;
    const [title, ...was] = data.sheets[today];
    return { ref: today, title, was, fields: [], playbook: data.playbook, upstream: data.upstream };
  }

  /** The copies of a sheet that say something, by id, with their names, the one touched last first. @param {any} sheet @returns {[string, string][]} */
  function copiesOf(sheet) {
    const store = playbook.store.open(sheet), said = (/** @type {any} */ piece) => ![null, false, ""].includes(piece[0]);
    const found = store.copies().map((copy) => {
      const pieces = store.read(copy)?.pieces ?? {};
      const times = Object.keys(pieces).filter((path) => path[0] !== "~" && said(pieces[path])).map((path) => pieces[path][1]);
      return { copy, name: playbook.pieces.called(pieces), time: Math.max(0, ...times) };
    }).filter((one) => one.time).sort((a, b) => b.time - a.time);
    const names = playbook.pieces.apart(found.map((one) => one.name || sheet.title));
    return found.map((one, at) => [one.copy, names[at]]);
  }

  /** A sheet on the table, and how it lies there. @param {Page} page @param {Playbook.LaidSheet} point @param {string} at @param {(use: string) => void} put */
  function sheetRow(page, point, at, put) {
    const { say } = page, sheet = sheetOf(page, point.sheet), row = make("div", "pb-point-sheet");
    if (!sheet) {
      row.append(make("p", "", say("title" in point ? "gone" : "gone_alone", { title: point.called || point.sheet })));
      return row;
    }
    const link = make("a", "", sheet.title), choice = make("select", "pb-input");
    link.href = `${page.root.dataset.root}${sheet.ref}/`;
    choice.setAttribute("aria-label", say("use_of", { title: sheet.title }));
    choice.dataset.at = `use:${at}`;
    const copies = copiesOf(sheet), people = page.agenda.people;
    const options = [...copies.map(([copy, name]) => [`copy:${copy}`, say("use_mine", { name })]),
      ["one", say("use_one")], ["each", say("use_each", { count: people })], ["none", say("use_none")]];
    choice.append(...options.map(([value, words]) => new Option(words, value)));
    const lost = point.use.startsWith("copy:") && !copies.some(([copy]) => `copy:${copy}` === point.use);
    choice.value = lost ? "one" : point.use;
    choice.addEventListener("change", () => put(choice.value));
    const title = make("p", "pb-point-sheet-title");
    title.append(link);
    row.append(title, choice, make("p", "pb-point-use", choice.selectedOptions[0].text));
    if (lost) row.append(make("p", "pb-help", say("no_copy")));
    return row;
  }

  /** Name, minutes, and the way up, down and out. @param {Page} page @param {Point} point @param {number} at */
  function tools(page, point, at) {
    const { say, agenda } = page, row = make("div", "pb-point-tools"), last = agenda.points.length - 1;
    const field = (/** @type {string} */ type, /** @type {string} */ words, /** @type {any} */ value, /** @type {string} */ name) => {
      const input = Object.assign(make("input", `pb-input pb-point-${name}`), { type, value });
      input.setAttribute("aria-label", words);
      input.dataset.at = `${name}:${at}`;
      row.append(input);
      return input;
    };
    const title = field("text", say("name_of", { number: at + 1 }), point.title, "title");
    title.maxLength = 200;
    title.addEventListener("change", () => page.change(at, { title: playbook.answers.clean(title.value, true).trim() || point.title }));
    const minutes = field("number", say("minutes_of", { title: point.title }), point.minutes, "minutes");
    Object.assign(minutes, { min: 1, max: 600, inputMode: "numeric" });
    minutes.addEventListener("change", () => {
      const given = Math.min(Math.max(Math.round(Number(minutes.value)) || point.minutes, 1), 600);
      page.change(at, { minutes: given, wanted: given, least: Math.min(point.least, given) });
    });
    const act = (/** @type {string} */ words, /** @type {boolean} */ off, /** @type {() => void} */ work) => {
      const button = make("button", "pb-button pb-button-quiet", say(words));
      button.setAttribute("aria-label", `${say(words)}: ${point.title}`);
      button.dataset.at = `${words}:${at}`;
      button.disabled = off;
      button.addEventListener("click", work);
      row.append(button);
    };
    act("up", at === 0, () => page.move(at, at - 1));
    act("down", at === last, () => page.move(at, at + 1));
    act("out", false, () => page.takeOut(at));
    return row;
  }

  /** The title, as a link to the words for it where a guide of this playbook has them. @param {Page} page @param {Point} point */
  function titled({ root, data }, point) {
    const [guide, block] = point.from.split("#");
    if (!data.purposes.some((one) => one.guide === guide && guide)) return point.title;
    const link = make("a", "", point.title);
    link.href = `${root.dataset.root}${guide}/#${block}`;
    return link;
  }

  /** @param {Page} page @param {Point} point @param {number} at @param {number} time */
  function drawn(page, point, at, time) {
    const item = make("li", "pb-point"), text = make("div", "pb-point-text"), title = make("h3", "");
    title.append(titled(page, point), " ", make("small", "", page.say("min", { count: point.minutes })));
    if (!page.editing) text.append(title);
    if (point.note) text.append(make("p", "pb-point-note", point.note));
    if (page.editing) text.append(tools(page, point, at));
    if (point.sheet) text.append(sheetRow(page, point, String(at), (use) => page.change(at, { use })));
    item.append(make("p", "pb-point-time", timeOf(page, time)), text);
    item.classList.toggle("pb-point-editing", page.editing);
    item.classList.toggle("pb-point-unused", Boolean(point.sheet) && point.use === "none");
    return item;
  }

  /** Draw the agenda; whoever stands in it stays where they are. @param {Page} page */
  function points(page) {
    const { agenda, data, part, say } = page, times = clock(agenda);
    const at = /** @type {any} */ (document.activeElement)?.dataset.at;
    const title = data.purposes.find((one) => one.id === agenda.purpose)?.title;
    part("title").textContent = title ?? part("title").dataset.otherwise;
    const span = () => say("span", { start: timeOf(page, times[0]), end: timeOf(page, times[times.length - 1]), count: sum(agenda.points.map((one) => one.minutes)) });
    part("when").textContent = [...(agenda.points.length ? [span()] : []), say("people", { count: agenda.people })].join(" \u00b7 ");
    part("goal").textContent = agenda.goal;
    part("goal").hidden = !agenda.goal;
    const rows = agenda.points.map((one, number) => drawn(page, one, number, times[number]));
    part("points").replaceChildren(...(rows.length ? rows : [make("li", "pb-point-none", say("empty"))]));
    playbook.besides?.draw(page);
    if (at) page.root.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus();
    part("change").hidden = !rows.length;
    part("add-open").disabled = rows.length >= MOST;
    part("private").closest("label").hidden = ![...agenda.points, ...agenda.sheets].some((one) => one.use.startsWith("copy:"));
    summed(page);
  }

  /** Say how the minutes fit. @param {Page} page */
  function summed({ agenda, part, say }) {
    const { minutes: total, points: all, sheets: besides } = agenda, planned = sum(all.map((one) => one.minutes)), least = sum(all.map((one) => one.least));
    const key = planned === total ? "sum_fits" : planned < total ? "sum_free" : "sum_over";
    const words = [say(key, { sum: planned, total, count: key === "sum_fits" ? total : Math.abs(total - planned) })];
    if (least > total) words.push(say("least", { count: least }));
    part("sum").textContent = all.length ? words.join(" ") : "";
    part("fit").hidden = planned === total || least > total || !all.length;
    const sheets = [...all, ...besides].filter((one) => one.sheet && one.use !== "none").length;
    part("count").textContent = [say("points", { count: all.length }), say("sheets", { count: sheets })].join(", ");
  }

  playbook.points = { copiesOf, draw: points, sheetOf, sheetRow, timeOf };
})((window.playbook = window.playbook || {}));
