// @ts-check
// Texts as search sees them. The build does the same to the items: playbook/search/letters.py.
((playbook) => {
  "use strict";

  /** A reader of letters for one index.
   * @param {{letters: Record<string, string>, marks: string, unspaced: string, longest: number}} index */
  function letters(index) {
    const marks = new RegExp(`(?=\\p{M})[${index.marks}]|\\p{Cf}`, "gu");
    const odd = new RegExp(`[${Object.keys(index.letters).join("")}]`, "g");
    const run = new RegExp(`[${index.unspaced}]+|[^${index.unspaced}]+`, "g");
    const unspaced = new RegExp(`^[${index.unspaced}]`);

    /** @param {string} text */
    const plain = (text) =>
      text.normalize("NFKD").toLowerCase().replace(marks, "").replace(odd, (sign) => index.letters[sign]);

    /** @param {string} part */
    function parts(part) {
      if (part.length < 2 || !unspaced.test(part)) return [part];
      return Array.from({ length: part.length - 1 }, (_, at) => part.slice(at, at + 2));
    }

    /** @param {string} text @returns {string[]} */
    function words(text) {
      const found = [];
      const joined = plain(text).replace(/n['\u2019]t(?![\p{L}\p{N}_])/gu, "nt"); // "won't" is no winning
      for (const word of joined.match(/[\p{L}\p{N}\p{M}]+/gu) || []) {
        for (const part of word.match(run) || []) for (const one of parts(part)) found.push(one.slice(0, index.longest));
      }
      return found;
    }
    return { plain, words };
  }

  playbook.search = { ...playbook.search, letters };
})((window.playbook = window.playbook || {}));
