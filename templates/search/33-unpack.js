// @ts-check
// The words and the numbers of an index, which playbook/search/packing.py made dense.
((playbook) => {
  "use strict";

  /** The words, sorted: each says how much it shares with the one before. @param {string} packed */
  function words(packed) {
    let word = "";
    return (packed.match(/[A-Z][^A-Z]*/g) || []).map((one) => {
      word = word.slice(0, one.charCodeAt(0) - 65) + one.slice(1);
      return word;
    });
  }

  /** The numbers of one row. @param {string} row @param {{signs: string, last: number}} index */
  function numbers(row, { signs, last }) {
    const found = [];
    let [number, times] = [0, 1];
    for (const sign of row) {
      const digit = signs.indexOf(sign);
      number += digit * times;
      times *= signs.length - last;
      if (digit >= last) continue;
      found.push(number);
      [number, times] = [0, 1];
    }
    return found;
  }

  /** @param {string} packed @param {{signs: string, last: number}} index */
  const rows = (packed, index) => packed.split(" ").map((row) => numbers(row, index));

  playbook.search.unpack = { words, rows };
})(window.playbook);
