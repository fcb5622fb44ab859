// @ts-check
// Words that were probably meant: as few letters apart as a slip of the hand makes.
((playbook) => {
  "use strict";

  /** Letters left out, put in, exchanged or swapped with a neighbour; more than `most` is Infinity.
   * @param {string} a @param {string} b @param {number} most */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let before = /** @type {number[]} */ ([]);
    let last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return Infinity;
      before = last;
      last = row;
    }
    return last[b.length] <= most ? last[b.length] : Infinity;
  }

  const sorted = (/** @type {string} */ word) => Array.from(word).sort().join("");

  /** The word that `typed` was meant to be, or "". @param {string} typed @param {string[]} known @param {(word: string) => number} times */
  function near(typed, known, times) {
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    let best = "";
    let least = Infinity;
    for (const word of most ? known : []) {
      // The first letter is seldom wrong, and a short word with another one is another word.
      if (word.length < 3 || (typed.length < 8 && typed[0] !== word[0])) continue;
      const apart = distance(typed, word, most);
      if (apart === Infinity) continue;
      // Of words that are as near, the more usual one was meant, or the one with the same letters.
      const usual = Math.min(0.6, Math.log10(1 + times(word)) / 4);
      const cost = apart + (typed[0] === word[0] ? 0 : 0.7) - usual - (sorted(typed) === sorted(word) ? 0.2 : 0);
      if (cost < least) [best, least] = [word, cost];
    }
    return best;
  }

  Object.assign(playbook.search, { distance, near });
})(window.playbook);
