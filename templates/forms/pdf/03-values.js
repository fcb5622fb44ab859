// @ts-check
// The values that a PDF is made of: numbers, names, texts, lists and groups.
((playbook) => {
  "use strict";
  if (playbook.pdf) return;
  const DEPTH = 32;
  /** PDFDocEncoding where it is not Latin-1: ISO 32000-2, D.3. */
  const LOW = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc";
  const HIGH = "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e";
  const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const WORDS = new Map([["true", true], ["false", false]]);
  const CHUNK = 1 << 15;
  const PLAIN = /[^()\\\r]+/y, OCTAL = /[0-7]{1,3}/y;

  /** Bytes as letters of the same codes. @param {Uint8Array} bytes */
  function letters(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
    return parts.join("");
  }
  const codes = (/** @type {string} */ raw) => Uint8Array.from(raw, (sign) => sign.charCodeAt(0));

  /** A PDF's text string as text. @param {string} raw */
  function text(raw) {
    const decoded = (/** @type {string} */ way, /** @type {number} */ mark) => new TextDecoder(way, { ignoreBOM: true }).decode(codes(raw.slice(mark)));
    if (raw.startsWith("\xfe\xff")) return decoded("utf-16be", 2);
    if (raw.startsWith("\xff\xfe")) return decoded("utf-16le", 2);
    if (raw.startsWith("\xef\xbb\xbf")) return decoded("utf-8", 3);
    // eslint-disable-next-line no-control-regex -- PDF gives these codes letters
    return raw.replace(/[\x18-\x1f\x7f-\xa0\xad]/g, (sign) => {
      const code = sign.charCodeAt(0);
      return code < 0x20 ? LOW[code - 0x18] : code === 0xa0 ? "\u20ac" : HIGH[code - 0x80] ?? "\ufffd";
    });
  }

  /** A name as text. @param {string} raw */
  const name = (raw) => {
    const plain = raw.replace(/#([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
    return /[\x80-\xff]/.test(plain) ? new TextDecoder().decode(codes(plain)) : plain;
  };

  /** @param {string} digits and blanks */
  const fromHex = (digits) =>
    (digits.replace(/\s/g, "") + "0").match(/../g)?.map((pair) => String.fromCharCode(parseInt(pair, 16))).join("") ?? "";

  /** What a backslash at `at` stands for, and where that ends. @param {string} raw @param {number} at @returns {[string, number]} */
  function escaped(raw, at) {
    OCTAL.lastIndex = at + 1;
    const found = OCTAL.exec(raw);
    if (found) return [String.fromCharCode(parseInt(found[0], 8) & 255), at + found[0].length];
    const after = raw[at + 1];
    if (after === "\r" && raw[at + 2] === "\n") return ["", at + 2];
    return [after === "\r" || after === "\n" ? "" : ESCAPES[/** @type {"n"} */ (after)] ?? after, at + 1];
  }

  /** What stands in a parenthesis that is open at `at`, and where its end is passed.
   * @param {string} raw @param {number} at @returns {[string, number]} */
  function inside(raw, at) {
    const parts = [];
    for (let depth = 1; at < raw.length; at++) {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(raw);
      if (run) {
        parts.push(run[0]);
        at += run[0].length;
      }
      const sign = raw[at];
      if (sign === "(") depth++;
      if (sign === ")" && !--depth) return [parts.join(""), at + 1];
      if (sign === "\r") parts.push(raw[at + 1] === "\n" ? "" : "\n");
      else if (sign !== "\\") parts.push(sign ?? "");
      else {
        const [letter, end] = escaped(raw, at);
        parts.push(letter);
        at = end;
      }
    }
    throw new RangeError("a text does not end");
  }

  /** The value that begins at `at`: numbers, names (/x), texts ({text}), lists, groups, {ref}.
   * @param {string} raw @param {number} at @param {(raw: string) => string} read how a text is read @returns {any} */
  function value(raw, at, read = text) {
    const blank = /(?:[\0\t\n\f\r ]+|%[^\r\n]*)*/y;
    const skip = () => {
      if (raw.charCodeAt(at) > 0x25) return;
      blank.lastIndex = at;
      blank.exec(raw);
      at = blank.lastIndex;
    };
    const next = (/** @type {RegExp} */ form) => {
      skip();
      form.lastIndex = at;
      const found = form.exec(raw);
      if (found) at = form.lastIndex;
      return found;
    };
    /** @param {number} depth @returns {any} */
    function one(depth) {
      if (depth > DEPTH) throw new RangeError("nested too deep");
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
      if ((found = next(/<([0-9a-fA-F\s]*)>/y))) return { text: read(fromHex(found[1])) };
      if (next(/\(/y)) {
        const [said, end] = inside(raw, at);
        at = end;
        return { text: read(said) };
      }
      if ((found = next(/(\d+)\s+\d+\s+R\b/y))) return { ref: Number(found[1]) };
      if ((found = next(/[+-]?[\d.]+/y))) return Number(found[0]);
      return word();
    }
    /** true and false; null for what is neither, and for a sign that begins nothing. */
    function word() {
      const found = next(/[^\0\t\n\f\r ()<>[\]{}/%]+/y);
      if (!found) at++;
      return found ? WORDS.get(found[0]) ?? null : null;
    }
    return one(0);
  }

  playbook.pdf = /** @type {Playbook.Pdf} */ ({ codes, letters, text, value });
})((window.playbook = window.playbook || {}));
