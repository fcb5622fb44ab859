// @ts-check
// Read what the fields of a PDF hold, whatever program has filled it in.
((playbook) => {
  "use strict";
  if (playbook.pdf) return;
  const PACKET = "playbook-packet/1";
  const HIDDEN = "_sheet", RADIO = 1 << 15, MOST = 50000, DEPTH = 12;
  const HIGH = "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e";
  const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

  const letters = (/** @type {Uint8Array} */ bytes) => new TextDecoder("x-user-defined").decode(bytes).replace(/[\uf780-\uf7ff]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xf700));
  const codes = (/** @type {string} */ text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

  /** A PDF's text string as text. @param {string} raw */
  function text(raw) {
    if (raw.startsWith("\xfe\xff")) return new TextDecoder("utf-16be").decode(codes(raw)).replace(/^\ufeff/, "");
    if (raw.startsWith("\xef\xbb\xbf")) return new TextDecoder().decode(codes(raw));
    return raw.replace(/[\x80-\xa0]/g, (sign) => (sign === "\xa0" ? "\u20ac" : HIGH[sign.charCodeAt(0) - 128] ?? ""));
  }

  /** The value that begins at `at`: numbers, names (/x), texts ({text}), lists, groups, {ref}.
   * @param {string} raw @param {number} at @returns {any} */
  function value(raw, at) {
    const blank = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
    const next = (/** @type {RegExp} */ form) => {
      blank.lastIndex = at;
      blank.exec(raw);
      form.lastIndex = blank.lastIndex;
      const found = form.exec(raw);
      if (found) at = form.lastIndex;
      return found;
    };
    /** @param {number} depth @returns {any} */
    function one(depth) {
      if (depth > DEPTH) return null;
      let found;
      if (next(/<</y)) {
        const group = playbook.answers.bare();
        while (!next(/>>/y)) {
          const key = next(/\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y);
          if (!key) return group;
          group[name(key[1])] = one(depth + 1);
        }
        return group;
      }
      if (next(/\[/y)) {
        const list = [];
        while (!next(/\]/y) && at < raw.length) list.push(one(depth + 1));
        return list;
      }
      if ((found = next(/\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y))) return "/" + name(found[1]);
      if ((found = next(/<([0-9a-fA-F\s]*)>/y))) return { text: text((found[1].replace(/\s/g, "") + "0").match(/../g)?.map((pair) => String.fromCharCode(parseInt(pair, 16))).join("") ?? "") };
      if (next(/\(/y)) return { text: text(inside()) };
      if ((found = next(/(\d+)\s+\d+\s+R\b/y))) return { ref: Number(found[1]) };
      if ((found = next(/[+-]?[\d.]+/y))) return Number(found[0]);
      if (!next(/[^\0\t\n\f\r ()<>[\]{}/%]+/y)) at++;
      return null;
    }
    function inside() {
      let out = "";
      for (let depth = 1; at < raw.length; at++) {
        const sign = raw[at];
        if (sign === "(") depth++;
        if (sign === ")" && !--depth) break;
        if (sign !== "\\") out += sign === "\r" ? (raw[at + 1] === "\n" ? "" : "\n") : sign;
        else {
          const octal = /[0-7]{1,3}/y;
          octal.lastIndex = at + 1;
          const found = octal.exec(raw);
          if (found) {
            out += String.fromCharCode(parseInt(found[0], 8) & 255);
            at += found[0].length;
          } else {
            const after = raw[++at];
            if (after === "\r" && raw[at + 1] === "\n") at++;
            else if (after !== "\r" && after !== "\n") out += ESCAPES[/** @type {"n"} */ (after)] ?? after;
          }
        }
      }
      at++;
      return out;
    }
    return one(0);
  }

  const name = (/** @type {string} */ raw) => raw.replace(/#([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));

  /** Every object's text by its number; what is added later to a file replaces what was there.
   * @param {string} raw @param {Uint8Array} bytes */
  async function objects(raw, bytes) {
    const found = new Map();
    for (const one of raw.matchAll(/(?<![0-9])(\d{1,8})[ \r\n]+\d+[ \r\n]+obj\b/g)) {
      const start = one.index + one[0].length;
      const head = raw.slice(start, start + 400);
      found.set(Number(one[1]), [raw, start]);
      if (!/\/Type\s*\/ObjStm/.test(head)) continue;
      const given = value(raw, start);
      const data = raw.indexOf("stream", start) + 6 + (raw.substr(raw.indexOf("stream", start) + 6, 2) === "\r\n" ? 2 : 1);
      const length = given.Length?.ref === undefined ? given.Length : value(raw, raw.search(new RegExp(`\\b${given.Length.ref}\\s+\\d+\\s+obj\\b`)) + String(given.Length.ref).length + 6);
      const stream = new Blob([/** @type {any} */ (bytes.subarray(data, data + length))]).stream();
      const plain = given.Filter ? stream.pipeThrough(new DecompressionStream("deflate")) : stream;
      const inner = letters(new Uint8Array(await new Response(plain).arrayBuffer()));
      const heads = inner.slice(0, given.First).trim().split(/\s+/).map(Number);
      for (let i = 0; i < given.N; i++) found.set(heads[2 * i], [inner, given.First + heads[2 * i + 1]]);
    }
    return found;
  }

  /** The values of all fields by their full names. @param {Uint8Array} bytes @param {any} refuse */
  async function fields(bytes, refuse) {
    const raw = letters(bytes);
    if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(raw)) throw refuse("pdf_locked");
    const found = await objects(raw, bytes);
    const at = (/** @type {any} */ given) => (given?.ref === undefined ? given : found.has(given.ref) ? value(...found.get(given.ref)) : null);
    const roots = [...raw.matchAll(/\/Root\s+(\d+)\s+\d+\s+R/g)];
    if (!roots.length) throw refuse("pdf_damaged");
    const root = at({ ref: Number(roots[roots.length - 1][1]) });
    if (!root || !("Pages" in root)) throw refuse("pdf_damaged");
    const values = playbook.answers.bare();
    let count = 0;
    const walk = (/** @type {any} */ list, /** @type {string} */ path, /** @type {any} */ kind, /** @type {number} */ flags, /** @type {number} */ depth) => {
      for (const one of at(list) ?? []) {
        const field = at(one);
        if (!field || depth > DEPTH || ++count > MOST) continue;
        const own = at(field.T)?.text;
        const full = own === undefined ? path : path ? `${path}.${own}` : own;
        const type = at(field.FT) ?? kind, bits = at(field.Ff) ?? flags;
        const kids = (at(field.Kids) ?? []).map(at).filter(Boolean);
        if (kids.some((/** @type {any} */ kid) => "T" in kid)) walk(field.Kids, full, type, bits, depth + 1);
        else if (full) values[full] = said(at(field.V), type, bits, kids.length ? kids : [field], at);
      }
    };
    walk(at(root.AcroForm)?.Fields, "", "", 0, 0);
    return values;
  }

  /** @param {any} held @param {string} type @param {number} bits @param {any[]} widgets @param {any} at */
  function said(held, type, bits, widgets, at) {
    if (type !== "/Btn") return typeof held === "string" ? held.slice(1) : held?.text ?? "";
    const states = widgets.map((one) => at(one.AS)).filter((state) => state && state !== "/Off");
    const state = held?.text ?? (typeof held === "string" ? held.slice(1) : states[0]?.slice(1) ?? "Off");
    const ticked = state !== "Off" && state !== "";
    return bits & RADIO ? (ticked ? state : "") : ticked;
  }

  /** Values by the names of controls as answers. @param {Record<string, any>} values @param {any} asked */
  function nested(values, asked) {
    const answers = playbook.answers.bare(), bare = playbook.answers.bare;
    const put = (/** @type {any} */ into, /** @type {string} */ key, /** @type {string | undefined} */ option, /** @type {any} */ held) => {
      if (option === undefined) into[key] = held;
      else if (held === true) (into[key] ??= []).push(option);
    };
    for (const full of Object.keys(values)) {
      const parts = full.split("."), held = values[full];
      if (held === "" || held === false) continue;
      if (parts.length > 2) put(((answers[parts[0]] ??= bare())[parts[1]] ??= bare()), parts[2], parts[3], held);
      else if (parts.length === 2 && typeof held === "string") (answers[parts[0]] ??= bare())[parts[1]] = held;
      else put(answers, parts[0], parts[1], held);
    }
    for (const key of Object.keys(answers)) {
      const held = answers[key];
      if (held === null || typeof held !== "object" || Array.isArray(held) || Array.isArray(asked[key]?.rows)) continue;
      const ids = Object.keys(held);
      if (ids.every((id) => /^\d+$/.test(id))) answers[key] = ids.sort((a, b) => Number(a) - Number(b)).map((id) => held[id]);
    }
    return answers;
  }

  /** What a filled PDF says of itself, and what its fields hold.
   * @param {Uint8Array} bytes @param {(why: string, more?: any) => Error} refuse */
  async function opened(bytes, refuse) {
    let values, about;
    try {
      values = await fields(bytes, refuse);
    } catch (error) {
      throw error instanceof playbook.answers.Refused ? error : refuse("pdf_damaged");
    }
    try {
      about = JSON.parse(values[HIDDEN]);
    } catch {
      throw refuse("pdf_foreign");
    }
    const made = /^playbook-(sheet|packet)\/([1-9]\d*)$/.exec(about?.format);
    if (!made) throw refuse("pdf_foreign");
    if (made[2] !== "1") throw refuse("newer", { version: made[2] });
    delete values[HIDDEN];
    return { about, values };
  }

  /** The answers in a filled PDF. @param {Uint8Array} bytes @param {any} sheet @param {(why: string, more?: any) => Error} refuse */
  async function read(bytes, sheet, refuse) {
    const { about, values } = await opened(bytes, refuse);
    if (about.format === PACKET) throw refuse("pdf_packet");
    playbook.answers.owned(about.playbook, about.sheet, sheet, refuse);
    return fitted(about, values, sheet);
  }

  /** @param {any} about @param {any} values @param {any} sheet */
  function fitted(about, values, sheet) {
    const { asked } = playbook.answers.index(sheet.fields);
    return playbook.answers.normalise({ ...about, answers: nested({ ...about.rest, ...values }, asked) }, sheet);
  }

  playbook.pdf = { PACKET, fitted, opened, read };
})((window.playbook = window.playbook || {}));
