// @ts-check
// The combined file: answers files of many partners, and what people have decided about them.
// The program's twins are playbook/combine/entries.py, combined.py and partners.py.
((playbook) => {
  "use strict";
  if (playbook.combined) return;
  const { accepted, bare, byCode, clean, dumps, file, index, isGroup, refOf, refuseForeign, shared, write } = playbook.answers;
  const { folded, lower } = playbook.sides;
  const FORMAT = "playbook-combined/1", FILLED_BY = "filled_by", LONGEST = 120;

  /** A mark of a file's content: CRC-32, as in zlib. @param {Uint8Array} bytes */
  function mark(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (~sum >>> 0).toString(16).padStart(8, "0");
  }

  /** Who has filled it in, as it stands there. @param {Playbook.Answers} answers @returns {string} */
  function filledBy(answers) {
    const said = [answers.answers[FILLED_BY], answers.earlier[FILLED_BY]].find((one) => typeof one === "string") ?? "";
    return folded(said) ? clean(said, true).trim() : "";
  }

  /** One partner's answers to a sheet. @param {Playbook.Answers} answers @param {Playbook.Definition} sheet @param {string} name what the file was called
   * @param {string} source the mark of its content @returns {Playbook.Entry} */
  function entry(answers, sheet, name, source) {
    const filled = filledBy(answers);
    const from = filled ? {} : { file: Array.from(clean(name, true).trim()).slice(0, LONGEST).join(""), source };
    const data = { ...file(answers, sheet), ...from };
    return { answers, sheet, filled, file: "", source: "", ...from, data, key: write(data) };
  }

  /** Without what is private. @param {Playbook.Entry} one @returns {Playbook.Entry} */
  function slim(one) {
    const { asked, today: now } = index(one.sheet.fields);
    const kept = shared(one.answers, one.sheet), earlier = bare();
    const open = (/** @type {Playbook.Field} */ field) => !field.private && !field.columns?.some((column) => column.private);
    for (const key of Object.keys(one.answers.earlier))
      if (key === FILLED_BY || (now[key] && open(asked[now[key]]))) earlier[key] = one.answers.earlier[key];
    return { ...entry({ ...kept, earlier }, one.sheet, one.file, one.source), full: one };
  }

  /** How many answers there are in it. @param {any} value @returns {number} */
  const count = (value) => (value !== null && typeof value === "object" ? Object.values(value).reduce((sum, one) => sum + count(one), 0) : 1);
  const fullness = (/** @type {Playbook.Entry} */ one) => count({ ...one.answers.answers, [FILLED_BY]: [] });

  /** Put together what some files hold. @param {Playbook.Source[]} sources @param {string} id @param {boolean} secret whether private answers stay @returns {Playbook.Combined} */
  function combine(sources, id, secret) {
    const entries = new Map(), shown = new Set();
    /** @type {[string, any][]} */
    const chosen = [], named = [];
    for (const source of sources) {
      const keys = bare();
      for (const one of source.entries) {
        const kept = secret ? one : slim(one);
        keys[one.key] = kept.key;
        entries.set(kept.key, kept);
      }
      const now = (/** @type {string} */ key) => keys[key];
      chosen.push(...Object.entries(source.chosen).filter((one) => now(one[1])).map(([path, key]) => /** @type {[string, string]} */ ([path, now(key)])));
      source.shown.filter(now).forEach((key) => shown.add(now(key)));
      named.push(...Object.entries(source.partners).filter((one) => now(one[0])).map(([key, name]) => /** @type {[string, string]} */ ([now(key), name])));
    }
    const ordered = [...entries.values()].sort((a, b) => byCode(a.answers.ref, b.answers.ref) || byCode(a.filled, b.filled) || byCode(a.key, b.key));
    const number = bare();
    ordered.forEach((one, at) => (number[one.key] = at));
    const [paths, names] = [undisputed(chosen), undisputed(named)];
    for (const path of Object.keys(paths)) paths[path] = number[paths[path]];
    const mine = bare();
    for (const key of Object.keys(names)) mine[number[key]] = names[key];
    return { playbook: id, entries: ordered, chosen: paths, partners: mine, private: secret,
      shown: [...shown].map((key) => number[key]).sort((a, b) => a - b) };
  }

  /** What was said in one way only. @param {[string, any][]} pairs */
  function undisputed(pairs) {
    const said = bare(), found = bare();
    for (const [key, value] of pairs) (said[key] ??= new Set()).add(value);
    for (const key of Object.keys(said)) if (said[key].size === 1) [found[key]] = said[key];
    return found;
  }

  /** The canonical text. @param {Playbook.Combined} one */
  function text(one) {
    /** @type {any} */
    const data = { chosen: one.chosen, files: one.entries.map(({ data: held }) => held), format: FORMAT, playbook: one.playbook, private: one.private };
    if (Object.keys(one.partners).length) data.partners = one.partners;
    if (one.shown.length) data.shown = one.shown;
    return write(data) + "\n";
  }

  /** What the data of a combined file hold; sheets that are not here are passed over.
   * @param {any} data @param {Playbook.Device} device @param {Playbook.Known} known @param {Playbook.Refuse} refuse @returns {Playbook.Source} */
  function read(data, device, known, refuse) {
    judge(data, known, refuse);
    const entries = bare();
    data.files.forEach((/** @type {any} */ one, /** @type {number} */ at) => {
      const sheet = isGroup(one) && device.sheetOf(refOf(one));
      if (!sheet || sheet.gone) return;
      const named = typeof one.file === "string" ? one.file : "", source = /^[0-9a-f]{8}$/.test(one.source) ? one.source : "00000000";
      entries[at] = entry(accepted(one, sheet, refuse), sheet, named, source);
    });
    const key = (/** @type {any} */ at) => entries[String(at)]?.key;
    const chosen = bare(), names = bare();
    for (const path of Object.keys(isGroup(data.chosen) ? data.chosen : {})) {
      const now = today(path, device);
      if (now && key(data.chosen[path])) chosen[now] = key(data.chosen[path]);
    }
    for (const at of Object.keys(isGroup(data.partners) ? data.partners : {})) {
      const name = data.partners[at];
      if (key(at) && typeof name === "string" && folded(name)) names[key(at)] = clean(name, true).trim();
    }
    const shown = (Array.isArray(data.shown) ? data.shown : []).map(key).filter(Boolean);
    return { entries: Object.values(entries), chosen, shown, partners: names };
  }

  /** Refuse what is no combined file of this playbook. @param {any} data @param {Playbook.Known} known @param {Playbook.Refuse} refuse */
  function judge(data, known, refuse) {
    if (data.format !== FORMAT) throw refuse(/^playbook-combined\/[1-9]\d*$/.test(data.format) ? "newer" : "foreign");
    refuseForeign(data.playbook, known, refuse);
    if (!Array.isArray(data.files)) throw refuse("broken");
  }

  /** Where a decision stands today. @param {string} path @param {Playbook.Device} device */
  function today(path, device) {
    const [ref, ...rest] = path.split("#"), inside = rest.join("#"), sheet = device.sheetOf(ref);
    if (sheet.gone) return "";
    const [head] = inside.split(".");
    return `${sheet.ref}#${index(sheet.fields).today[head] ?? head}${inside.slice(head.length)}`;
  }

  /** Who the partners are, and which is each entry's. @param {Playbook.Combined} one @returns {Playbook.Partners} */
  function partners(one) {
    const names = bare();
    const ids = one.entries.map(({ filled, file: from, source }, at) => {
      const name = one.partners[at] ?? filled;
      const id = name ? `name ${folded(name)}` : `file ${source} ${from}`;
      names[id] = lower(names[id] ?? (name || from), name || from);
      return id;
    });
    const order = Object.keys(names).sort((a, b) => byCode(folded(names[a]), folded(names[b])) || byCode(names[a], names[b]) || byCode(a, b));
    const seen = playbook.pieces.apart(order.map((id) => names[id]));
    return { names: seen, of: ids.map((id) => order.indexOf(id)), shorts: shorts(seen) };
  }

  /** Two letters for each, and a number where others have the same two. @param {string[]} names */
  function shorts(names) {
    const told = new Set();
    return names.map((name) => {
      const words = name.split(/\s+/).map((word) => Array.from(word.replace(/[^\p{L}\p{N}]/gu, ""))).filter((word) => word.length);
      const letters = !words.length ? "?" : words.length > 1 ? words[0][0] + words[1][0] : words[0].slice(0, 2).join("");
      const short = letters.toUpperCase();
      let one = short;
      for (let number = 2; told.has(one); number++) one = short + number;
      told.add(one);
      return one;
    });
  }

  /** The entries for a sheet by partner; the one that is shown goes first. @param {Playbook.Combined} one @param {Playbook.Partners} partners @param {string} ref @returns {Map<number, number[]>} */
  function shownOf(one, { of }, ref) {
    /** @type {Map<number, number[]>} */
    const found = new Map();
    one.entries.forEach(({ answers }, at) => {
      if (answers.ref === ref) found.set(of[at], [...(found.get(of[at]) ?? []), at]);
    });
    const chosen = (/** @type {number} */ at) => Number(!one.shown.includes(at));
    const said = (/** @type {number} */ at) => dumps(one.entries[at].answers, one.entries[at].sheet);
    const order = (/** @type {number} */ a, /** @type {number} */ b) =>
      chosen(a) - chosen(b) || fullness(one.entries[b]) - fullness(one.entries[a]) || byCode(said(a), said(b));
    return new Map([...found].sort((a, b) => a[0] - b[0]).map(([partner, ats]) => [partner, ats.sort(order)]));
  }

  playbook.combined = { FILLED_BY, FORMAT, combine, entry, fullness, mark, partners, read, shownOf, text };
})((window.playbook = window.playbook || {}));
