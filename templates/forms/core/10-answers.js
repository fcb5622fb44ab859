// @ts-check
// Answers in the one form that travels: equal answers are equal bytes. Knows no page, no storage.
((playbook) => {
  "use strict";
  if (playbook.answers) return;

  const FORMAT = "playbook-answers/1";
  const MAX_DEPTH = 8;
  const { clean, isGroup } = playbook.strict;

  /** A file or a link that cannot be taken in; the message is a plain sentence, `why` the name of it. */
  class Refused extends Error {
    /** @param {string} [message] @param {string} [why] */
    constructor(message, why) {
      super(message);
      this.why = why;
    }
  }

  /** An object without a prototype: keys of other people's files cannot reach one. */
  const bare = () => Object.create(null);
  const group = (/** @type {any} */ value) => (isGroup(value) ? value : bare());
  const blank = (/** @type {string} */ text) => !text.trim();

  /** The order of Unicode's code points. @param {string} a @param {string} b */
  function byCode(a, b) {
    const x = Array.from(a), y = Array.from(b);
    for (let i = 0; i < x.length && i < y.length; i++)
      if (x[i] !== y[i]) return Number(x[i].codePointAt(0)) - Number(y[i].codePointAt(0));
    return x.length - y.length;
  }

  /** JSON with sorted keys; `JSON.stringify` would put keys made of digits first.
   * @param {any} value @param {string} [pad] @returns {string} */
  function write(value, pad = "\n") {
    const more = pad + "  ";
    const list = Array.isArray(value);
    if (!list && !isGroup(value)) return JSON.stringify(value);
    const parts = list
      ? value.map((one) => more + write(one, more))
      : Object.keys(value).sort(byCode).map((key) => `${more}${JSON.stringify(key)}: ${write(value[key], more)}`);
    const [open, close] = list ? "[]" : "{}";
    return parts.length ? open + parts.join(",") + pad + close : open + close;
  }

  /** What an answers file holds. @param {Playbook.Answers} given @param {Playbook.Definition} sheet */
  function file(given, sheet) {
    const [answers, other] = playbook.others.parted(given.answers);
    const data = { answers, format: FORMAT, playbook: given.playbook, [sheet.noun]: given.ref };
    if (Object.keys(other).length) data.other = other;
    for (const name of /** @type {const} */ (["copy", "earlier", "seen"])) {
      const value = given[name];
      if (typeof value === "string" ? value : Object.keys(value).length) data[name] = value;
    }
    return data;
  }

  /** Whether there is anything in it. @param {Playbook.Answers} given */
  const holds = (given) => Boolean(given.copy || filled(given.answers) || filled(given.earlier));

  /** The canonical text of an answers file. @param {Playbook.Answers} given @param {Playbook.Definition} sheet */
  const dumps = (given, sheet) => write(file(given, sheet)) + "\n";

  /** Any value in canonical form without its question; undefined where it is blank.
   * @param {any} value @param {number} [depth] @returns {any} */
  function tidy(value, depth = 0) {
    if (value === true) return true;
    if (typeof value === "string") return blank(clean(value)) ? undefined : clean(value);
    if (value === null || typeof value !== "object" || depth >= MAX_DEPTH) return undefined;
    if (Array.isArray(value)) return filled(value.map((one) => tidy(one, depth + 1)).filter(Boolean));
    const kept = bare();
    for (const key of Object.keys(value)) {
      const inner = tidy(value[key], depth + 1);
      if (inner) kept[clean(key, true)] = inner;
    }
    return filled(kept);
  }

  const filled = (/** @type {any} */ value) =>
    (Array.isArray(value) ? value : Object.keys(value)).length ? value : undefined;

  /** Put what is left over where nothing else stands. @param {any} kept @param {string} name @param {any} value */
  function keep(kept, name, value) {
    if (value === undefined) return;
    name = clean(name, true) || "_";
    while (name in kept && write(kept[name]) !== write(value)) name += "_";
    kept[name] = value;
  }

  /** Fields by key, and today's key by every key that there was.
   * @param {Playbook.Field[]} fields @returns {Playbook.Index} */
  function index(fields) {
    const asked = bare(), today = bare();
    for (const field of fields) for (const old of field.was ?? []) today[old] = field.key;
    for (const field of fields) {
      asked[field.key] = field;
      today[field.key] = field.key;
    }
    return { asked, today };
  }

  /** Sort names: first those that are asked for. @param {any} asked */
  const asFit = (asked) => (/** @type {string} */ a, /** @type {string} */ b) =>
    Number(!(a in asked)) - Number(!(b in asked)) || byCode(a, b);

  /** What fits the questions, and what is left over. @param {any[]} groups @param {Playbook.Field[]} fields
   * @returns {[Record<string, any>, Record<string, any>]} */
  function fit(groups, fields) {
    const { asked, today } = index(fields);
    const answers = bare(), left = bare();
    // A box that somebody unticked is an answer: an earlier tick does not come back.
    const off = new Set(Object.keys(groups[0]).filter((name) => groups[0][name] === false).map((name) => today[name] ?? name));
    for (const given of groups)
      for (const name of Object.keys(given).sort(asFit(asked))) {
        const key = today[name];
        if (given[name] === true && off.has(key ?? name) && given !== groups[0]) continue;
        if (!key || key in answers) {
          keep(left, name, tidy(given[name]));
          continue;
        }
        const [answer, rest] = playbook.fields[asked[key].type].fit(asked[key], given[name]);
        if (answer !== undefined) answers[key] = answer;
        keep(left, name, rest);
      }
    for (const { key, option } of fields)
      if (option !== undefined && key in answers) {
        const field = asked[key.split(">")[0]];
        answers[field.key] = /** @type {Required<Playbook.Shape>} */ (playbook.fields[field.type]).choosing(field, answers[field.key], option);
      }
    return [answers, left];
  }

  /** The canonical form of a file's keys and values. @param {any} data @param {Playbook.Definition} sheet @returns {Playbook.Answers} */
  function normalise(data, sheet) {
    const [answers, earlier] = fit([playbook.others.joined(group(data.answers), group(data.other)), group(data.earlier)], sheet.fields);
    const seen = bare(), before = group(data.seen);
    const said = (/** @type {string} */ key) => (Object.hasOwn(before, key) && typeof before[key] === "string" ? clean(before[key]) : "");
    if (sheet.noun === "checklist") {
      for (const key of Object.keys(earlier)) if (said(key)) seen[key] = said(key);
      for (const { key, was = [], label } of sheet.fields)
        if (key in answers) seen[key] = [key, ...was].map(said).find(Boolean) ?? label;
    }
    const copy = typeof data.copy === "string" ? clean(data.copy, true).trim() : "";
    return { playbook: sheet.playbook, ref: sheet.ref, copy, answers, earlier, seen };
  }

  /** What leaves the device in files, links and PDFs: nothing private, unless somebody asks for it; nobody knows which
   * earlier answers were. @param {Playbook.Answers} given @param {Playbook.Definition} sheet @param {boolean} [secret] whether it is asked for @returns {Playbook.Answers} */
  function shared(given, sheet, secret = false) {
    if (secret) return given;
    const { asked } = index(sheet.fields);
    const answers = bare();
    for (const key of Object.keys(given.answers)) {
      if (asked[key].private) continue;
      const columns = (asked[key].columns ?? []).filter((column) => column.private).map((column) => column.key);
      answers[key] = without(given.answers[key], columns);
    }
    return normalise({ ...given, answers, earlier: {} }, sheet);
  }

  /** @param {any} value @param {string[]} secret @returns {any} */
  function without(value, secret) {
    if (!secret.length) return value;
    const row = (/** @type {any} */ one) => Object.fromEntries(Object.entries(one).filter(([key]) => !secret.includes(key)));
    if (Array.isArray(value)) return value.map(row);
    return Object.fromEntries(Object.entries(value).map(([id, one]) => [id, row(one)]));
  }

  /** Fill the braces of an interface text; `count` chooses among the forms that its language has.
   * @param {Playbook.Definition} sheet @param {string} key @param {any} [values] */
  function say({ language, words }, key, values = {}) {
    const rules = () => new Intl.PluralRules(words[`${key}.language`] ?? language);
    const form = "count" in values && words[`${key}.other`] && (words[`${key}.${rules().select(values.count)}`] ?? words[`${key}.other`]);
    return (form || words[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
  }

  /** Read an answers file called `name`. @param {Uint8Array} bytes @param {string} name @param {Playbook.Definition} sheet */
  function parse(bytes, name, sheet) {
    const refuse = (/** @type {string} */ why, /** @type {any} */ more = {}) =>
      new Refused(say(sheet, why, { file: name, ...more }), why);
    return accepted(playbook.strict.read(bytes, refuse), sheet, refuse);
  }

  /** The answers of a file's data, or a refusal. @param {any} data @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  function accepted(data, sheet, refuse) {
    const format = isGroup(data) && typeof data.format === "string" ? data.format : "";
    const version = /^playbook-answers\/([1-9]\d*)$/.exec(format);
    if (!version) throw refuse(format.startsWith("playbook-backup/") ? "backup" : "foreign");
    if (format !== FORMAT) throw refuse("newer", { version: version[1] });
    playbook.strict.judge(data, refuse);
    owned(data.playbook, refOf(data), sheet, refuse);
    return normalise(data, sheet);
  }

  /** What sheet a file is for. @param {any} data @returns {string} */
  const refOf = (data) => [data?.worksheet, data?.checklist].find((ref) => ref && typeof ref === "string") ?? "";

  /** Refuse what is neither a playbook's nor of one that it builds on.
   * @param {any} id @param {Pick<Playbook.Definition, "playbook" | "upstream">} known @param {Playbook.Refuse} refuse */
  function refuseForeign(id, { playbook: own, upstream = [] }, refuse) {
    if (id !== own && !upstream.includes(id)) throw refuse("other_playbook", { playbook: String(id).slice(0, 120) });
  }

  /** Refuse what belongs elsewhere.
   * @param {any} id @param {any} ref @param {Playbook.Definition} sheet @param {Playbook.Refuse} refuse */
  function owned(id, ref, sheet, refuse) {
    refuseForeign(id, sheet, refuse);
    if (ref !== sheet.ref && !sheet.was.includes(ref)) throw refuse("other_sheet", { sheet: String(ref).slice(0, 120) });
  }

  playbook.answers = { Refused, accepted, bare, blank, byCode, clean, dumps, file, holds, index, normalise, owned, parse, refOf, refuseForeign, say, shared, tidy, write, filled, fit, isGroup };
})((window.playbook = window.playbook || {}));
