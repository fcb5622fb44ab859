// @ts-check
// The words of an index, and the items that hold them: as typed, as a relative, as a beginning.
((playbook) => {
  "use strict";
  const QUALITY = { close: 0.85, distant: 0.4, beginning: 0.4, apart: 0.5 };

  /** @typedef {Map<number, number>} Scores item -> weight */

  /** Words by stem. @param {string[]} known @param {(word: string) => string} stem */
  function families(known, stem) {
    /** @type {Map<string, number[]>} */
    const all = new Map();
    known.forEach((word, number) => {
      const key = stem(word);
      const found = all.get(key);
      if (found) found.push(number);
      else all.set(key, [number]);
    });
    return all;
  }

  /** The known words that begin so. @param {string[]} known sorted @param {string} start */
  function* beginning(known, start) {
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known[middle] < start) low = middle + 1;
      else high = middle;
    }
    for (let number = low; number < known.length && known[number].startsWith(start); number += 1) yield number;
  }

  /** @param {any} index @returns {Playbook.Holders} */
  function holders(index) {
    const [distant, close] = [true, false].map((deep) => playbook.search.stemmer(index.language, deep));
    const known = playbook.search.unpack.words(index.words);
    const rows = playbook.search.unpack.rows(index.weights, index);
    const at = new Map(known.map((word, number) => [word, number]));
    const [distants, closes] = [distant, close].map((stem) => families(known, stem));

    /** What few items hold counts more, but not in proportion: between a rare word and a very rare one
     * lies chance. @param {number} many */
    const rarity = (many) => Math.sqrt(Math.log(1 + (index.items.length - many + 0.5) / (many + 0.5)));

    /** The items that hold a known word, with its weights. @param {number} number @returns {Generator<[number, number]>} */
    function* holding(number) {
      let item = 0;
      for (const packed of rows[number]) {
        item += Math.floor(packed / (index.heaviest + 1));
        yield [item, packed % (index.heaviest + 1)];
      }
    }

    /** @param {number} number @param {number} quality @param {Scores} into */
    function add(number, quality, into) {
      for (const [item, weight] of holding(number))
        if (weight * quality > (into.get(item) || 0)) into.set(item, weight * quality);
    }

    /** Words that part from an unknown one only near their ends. @param {string} word @param {Scores} into */
    function apart(word, into) {
      for (let same = word.length - 1; !into.size && same >= Math.max(5, word.length * 0.55); same -= 1) {
        for (const number of beginning(known, word.slice(0, same))) {
          const long = known[number].length;
          if (long < same + 5) add(number, (QUALITY.apart * same) / Math.max(word.length, long), into);
        }
      }
    }

    /** @param {string} word @returns {Playbook.Holding} */
    function weighed(word) {
      /** @type {Scores} */
      const scores = new Map();
      const exact = at.get(word);
      const kin = new Set(closes.get(close(word)) || []);
      const relatives = new Set(distants.get(distant(word)) || []);
      if (exact !== undefined) add(exact, 1, scores);
      for (const number of kin) if (number !== exact) add(number, QUALITY.close, scores);
      for (const number of relatives) if (number !== exact && !kin.has(number)) add(number, QUALITY.distant, scores);
      const many = scores.size;
      const longer = word.length > 2 ? [...beginning(known, word)] : [];
      const others = longer.filter((number) => !relatives.has(number) && !kin.has(number));
      for (const number of others) add(number, ((QUALITY.beginning * word.length) / known[number].length) * (many ? 0.5 : 1), scores);
      const found = scores.size > 0;
      if (!found) apart(word, scores);
      const sure = kin.size + longer.length > 0;
      return { scores, found, sure, rarity: rarity(many || scores.size) };
    }

    /** @type {Map<string, Playbook.Holding>} */
    const seen = new Map();

    /** The items that hold a word in some form. @param {string} word */
    function of(word) {
      const before = seen.get(word);
      if (before) return before;
      if (seen.size > 500) seen.clear();
      const found = weighed(word);
      seen.set(word, found);
      return found;
    }

    /** How much a stem says, by the items that hold a word of it. @param {string} stem */
    function worth(stem) {
      const items = new Set();
      for (const number of distants.get(stem) || []) for (const [item] of holding(number)) items.add(item);
      return rarity(items.size);
    }

    const times = (/** @type {string} */ word) => (at.has(word) ? rows[/** @type {number} */ (at.get(word))].length : 0);
    return { of, worth, times, known };
  }

  playbook.search.holders = holders;
})(window.playbook);
