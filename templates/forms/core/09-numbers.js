// @ts-check
// Numbers as people type them; the program's twin is playbook/fields/numbers.py, with the rule.
((playbook) => {
  "use strict";
  if (playbook.numbers) return;
  const { longest, zeros } = playbook.numerals;
  const HIDDEN = /[\u200e\u200f\u061c\u2066-\u2069]/g;
  /** @type {Record<string, RegExp>} */
  const forms = {};

  /** @typedef {{digits: bigint, after: number}} Exact without rounding: its digits, and how many of them stand after the point */

  const other = (/** @type {string} */ decimal) => (decimal === "," ? "." : ",");

  /** @param {string} text @param {string} decimal */
  function plain(text, decimal) {
    const digits = Array.from(text, (sign) => {
      const zero = zeros.find((code) => code <= sign.charCodeAt(0) && sign.charCodeAt(0) < code + 10);
      return zero === undefined ? sign : String(sign.charCodeAt(0) - zero);
    }).join("");
    return digits.replace(HIDDEN, "").replace(/[\u2019\u02bc\u066c]/g, "'").replace(/\u2212/g, "-")
      .split(/\s+/).filter(Boolean).join(" ").replace(/\u066b/g, decimal);
  }

  /** @param {string} text @param {string} decimal @returns {Exact | null} */
  function way(text, decimal) {
    forms[decimal] ??= new RegExp(`^([+-]?) ?([1-9][0-9]{0,2}([${other(decimal)} '])(?:[0-9]{2,3}\\3)*[0-9]{3}|[0-9]*)(?:[${decimal}]([0-9]*))?$`);
    const found = forms[decimal].exec(plain(text, decimal));
    if (!found) return null;
    const whole = found[2].replace(/[^0-9]/g, ""), rest = found[4] ?? "";
    return whole + rest ? { digits: BigInt((found[1] === "-" ? "-" : "") + whole + rest), after: rest.length } : null;
  }

  /** The number that a text is. @param {any} text @param {string} decimal the language's sign @returns {Exact | null} */
  function read(text, decimal) {
    if (typeof text !== "string" || Array.from(text).length > longest) return null;
    return way(text, decimal) ?? way(text, other(decimal));
  }

  /** A number as a figure shows it. @param {Exact} number @param {string} decimal */
  function shown({ digits, after }, decimal) {
    const size = String(digits < 0n ? -digits : digits).padStart(after + 1, "0");
    const rest = size.slice(size.length - after, after ? undefined : 0).replace(/0+$/, "");
    return (digits < 0n ? "-" : "") + size.slice(0, size.length - after) + (rest && decimal + rest);
  }

  /** What was read, where somebody may have meant another number by it. @param {string} text @param {string} decimal */
  function surprise(text, decimal) {
    const number = read(text, decimal), own = way(text, decimal), swapped = way(text, other(decimal));
    if (!number || (own && (!swapped || shown(own, ".") === shown(swapped, ".")))) return "";
    return shown(number, decimal);
  }

  playbook.numbers = { read, shown, surprise };
})((window.playbook = window.playbook || {}));
