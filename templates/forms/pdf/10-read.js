// @ts-check
// Read what the fields of a PDF hold, whatever program has filled it in; as playbook/sheets/read.py.
((playbook) => {
  "use strict";
  if (playbook.pdf.read) return;
  const { letters, nested, text, value } = playbook.pdf;
  const { bare, Refused } = playbook.answers;
  const PACKET = "playbook-packet/1";
  const HIDDEN = "_sheet", RADIO = 1 << 15, DEPTH = 8, FILTERS = 2;

  /** What a reader of one file knows. @param {Uint8Array} bytes @param {Playbook.Refuse} refuse */
  function opening(bytes, refuse) {
    const raw = letters(bytes);
    /** Object -> the text that it stands in, and where. @type {Map<number, [string, number]>} */
    const found = new Map();
    const parsed = new Map();
    let left = playbook.budgets.unpacked;

    /** @param {number} number of an object */
    function object(number) {
      if (!parsed.has(number)) {
        const place = found.get(number);
        parsed.set(number, place ? value(...place) : null);
      }
      return parsed.get(number);
    }

    /** @param {any} given @returns {any} what it refers to */
    function at(given) {
      for (let steps = 0; given?.ref !== undefined && steps < DEPTH; steps++) given = object(given.ref);
      return given?.ref === undefined ? given : null;
    }

    /** All bytes of a stream, but no more than a sheet may have. @param {any} given its group @param {number} start of the group */
    async function unpacked(given, start) {
      const mark = raw.indexOf("stream", start) + 6;
      const data = mark + (raw.startsWith("\r\n", mark) ? 2 : 1);
      const length = at(given.Length);
      const filters = [at(given.Filter) ?? []].flat().map(at);
      if (mark < 6 || !(length >= 0) || filters.length > FILTERS || !filters.every((one) => one === "/FlateDecode" || one === "/Fl")) throw refuse("pdf_damaged");
      let stream = new Blob([/** @type {any} */ (bytes.subarray(data, data + length))]).stream();
      filters.forEach(() => (stream = stream.pipeThrough(new DecompressionStream("deflate"))));
      const reader = stream.getReader(), parts = [];
      for (let one = await reader.read(); !one.done; one = await reader.read()) {
        if ((left -= one.value.length) < 0) {
          reader.cancel().catch(() => {});
          throw refuse("unpacked", { most: playbook.budgets.unpacked / 1e6 });
        }
        parts.push(one.value);
      }
      return letters(new Uint8Array(await new Blob(parts).arrayBuffer()));
    }

    /** Find every object; what is added later to a file replaces what was there. */
    async function scan() {
      const heads = [...raw.matchAll(/(?<![0-9])(\d{1,8})[ \r\n]+\d+[ \r\n]+obj\b/g)];
      for (const one of heads) found.set(Number(one[1]), [raw, one.index + one[0].length]);
      for (const one of heads) {
        const start = one.index + one[0].length;
        if (!raw.slice(start, start + 400).includes("/ObjStm")) continue;
        const given = value(raw, start);
        if (given?.Type !== "/ObjStm") continue;
        const inner = await unpacked(given, start);
        const numbers = inner.slice(0, given.First).trim().split(/\s+/).map(Number);
        for (let i = 0; i < given.N && 2 * i + 1 < numbers.length; i++) {
          const before = found.get(numbers[2 * i]);
          // An object that stands later in the file is newer than this stream.
          if (before?.[0] !== raw || before[1] < start) found.set(numbers[2 * i], [inner, given.First + numbers[2 * i + 1]]);
        }
      }
    }

    /** The text of a value that may be a stream. @param {any} given */
    async function held(given) {
      const place = found.get(given?.ref), group = at(given);
      const isStream = place && playbook.answers.isGroup(group) && group.text === undefined && place[0] === raw;
      return isStream ? { text: text(await unpacked(group, place[1])) } : group;
    }
    return { at, held, raw, scan };
  }

  /** The values of all fields by their full names. @param {Uint8Array} bytes @param {Playbook.Refuse} refuse */
  async function fields(bytes, refuse) {
    const { at, held, raw, scan } = opening(bytes, refuse);
    if (/\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(raw)) throw refuse("pdf_locked");
    await scan();
    const roots = [...raw.matchAll(/\/Root\s+(\d+)\s+\d+\s+R/g)];
    if (!roots.length) throw refuse("pdf_damaged");
    const root = at({ ref: Number(roots[roots.length - 1][1]) });
    if (!root || !("Pages" in root)) throw refuse("pdf_damaged");
    const values = bare(), met = new Set();
    let count = 0;

    /** What a field is that was not met yet, or null. @param {any} one */
    function unmet(one) {
      if (one?.ref !== undefined && met.has(one.ref)) return null;
      met.add(one?.ref);
      if (++count > playbook.budgets.fields) throw refuse("fields", { most: playbook.budgets.fields });
      const field = at(one);
      return playbook.answers.isGroup(field) ? field : null;
    }

    const groups = (/** @type {any} */ given) => (Array.isArray(given) ? given.map(at).filter(playbook.answers.isGroup) : []);

    /** @param {any} list @param {string} path @param {any} kind @param {number} flags @param {number} depth */
    async function walk(list, path, kind, flags, depth) {
      if (depth > DEPTH || !Array.isArray(list)) return;
      for (const one of list) {
        const field = unmet(one);
        if (!field) continue;
        const own = at(field.T)?.text ?? "";
        const full = path && own ? `${path}.${own}` : path || own;
        const type = at(field.FT) ?? kind, bits = at(field.Ff) ?? flags;
        const given = at(field.Kids), kids = groups(given);
        if (kids.some((kid) => "T" in kid)) await walk(given, full, type, bits, depth + 1);
        else if (full) values[full.replaceAll(":", ".")] = said(await held(field.V), type, bits, kids.length ? kids : [field], at);
      }
    }
    await walk(at(at(root.AcroForm)?.Fields), "", "", 0, 0);
    return values;
  }

  const plain = (/** @type {any} */ given) => (typeof given === "string" ? given : given?.text ?? "").replace(/^\//, "");

  /** @param {any} held @param {string} type @param {number} bits @param {any[]} widgets @param {any} at */
  function said(held, type, bits, widgets, at) {
    if (type !== "/Btn") return typeof held === "string" ? held.slice(1) : held?.text ?? "";
    const states = widgets.map((one) => plain(at(one.AS)));
    const state = held === undefined || held === null ? states.find((one) => one && one !== "Off") : plain(held);
    const ticked = Boolean(state) && state !== "Off";
    return bits & RADIO ? (ticked ? state : "") : ticked;
  }

  /** What a filled PDF says of itself, and what its fields hold.
   * @param {Uint8Array} bytes @param {Playbook.Refuse} refuse */
  async function opened(bytes, refuse) {
    if (bytes.length > playbook.budgets.pdf) throw refuse("huge", { size: playbook.budgets.pdf / 1e6 });
    let values, about;
    try {
      values = await fields(bytes, refuse);
    } catch (error) {
      throw error instanceof Refused ? error : refuse("pdf_damaged");
    }
    const hidden = values[HIDDEN];
    try {
      about = JSON.parse(typeof hidden === "string" ? hidden : "");
    } catch {
      throw refuse("pdf_foreign");
    }
    const format = typeof about?.format === "string" ? about.format : "";
    const made = /^playbook-(sheet|packet)\/([1-9]\d*)$/.exec(format);
    if (!made) throw refuse("pdf_foreign");
    if (made[2] !== "1") throw refuse("newer", { version: made[2] });
    delete values[HIDDEN];
    // What a person cannot have typed is judged as strictly as in a file.
    return { about: playbook.strict.said(hidden, refuse), values };
  }

  /** The answers in a filled PDF. @param {Uint8Array} bytes @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  async function read(bytes, sheet, refuse) {
    const { about, values } = await opened(bytes, refuse);
    if (about.format === PACKET) throw refuse("pdf_packet");
    playbook.answers.owned(about.playbook, about.sheet, sheet, refuse);
    return fitted(about, values, sheet, refuse);
  }

  /** @param {any} about @param {any} values @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  function fitted(about, values, sheet, refuse) {
    const rest = playbook.answers.isGroup(about.rest) ? about.rest : {};
    const data = { ...about, rest: null, answers: nested({ ...rest, ...values }, playbook.answers.index(sheet.fields)) };
    playbook.strict.judge(data, refuse);
    return playbook.answers.normalise(data, sheet);
  }

  Object.assign(playbook.pdf, { PACKET, fields, fitted, opened, read });
})((window.playbook = window.playbook || {}));
