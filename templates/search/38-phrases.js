// @ts-check
// Phrases that mean something, found by the stems of their words: "steering committee", "case studies".
((playbook) => {
  "use strict";

  /** @param {(word: string) => string} stem */
  function phrases(stem) {
    /** @type {Map<string, string[]>} */
    const known = new Map();
    let longest = 0;
    const key = (/** @type {string[]} */ list) => list.map(stem).join(" ");

    /** @param {string} phrase @param {string[]} meant */
    function put(phrase, meant) {
      const list = phrase.split(" ");
      longest = Math.max(longest, list.length);
      known.set(key(list), [...(known.get(key(list)) || []), ...meant]);
    }

    /** The longest phrase that begins at a word: how many words it has, and what it means.
     * @param {string[]} typed @param {number} start @returns {{long: number, meant: string[]}} */
    function at(typed, start) {
      for (let long = Math.min(longest, typed.length - start); long > 0; long -= 1) {
        const meant = known.get(key(typed.slice(start, start + long)));
        if (meant) return { long, meant };
      }
      return { long: 0, meant: [] };
    }
    return { put, at };
  }

  playbook.search.phrases = phrases;
})(window.playbook);
