// @ts-check
// Titles and aliases as wholes: a name that says what was typed, and little else, beats an item whose
// many names hold the same words here and there.
((playbook) => {
  "use strict";
  const FURTHER = 0.5; // What the second best name of an item adds; the third adds the square of it

  /** @typedef {{ways: {words: string[], factor: number}[], worth: number}} Saying */

  /** @param {string[][][]} called item -> its names -> their stems @param {(stem: string) => number} worth */
  function names(called, worth) {
    /** @type {{item: number, all: number}[]} */
    const list = [];
    /** @type {Map<string, number[]>} stem -> the names that hold it */
    const holding = new Map();
    called.forEach((of, item) => {
      for (const said of of) {
        let all = 0;
        for (const part of new Set(said)) {
          all += worth(part);
          const found = holding.get(part);
          if (found) found.push(list.length);
          else holding.set(part, [list.length]);
        }
        list.push({ item, all: all || 1 });
      }
    });

    /** What each name holds of one saying: the share of its best way, and the worth of that in the name.
     * @param {Saying} saying */
    function held({ ways }) {
      /** @type {Map<number, [number, number]>} */
      const best = new Map();
      for (const { words, factor } of ways) {
        const parts = new Set(words);
        let all = 0;
        /** @type {Map<number, number>} */
        const sums = new Map();
        for (const part of parts) {
          all += worth(part);
          for (const name of holding.get(part) || []) sums.set(name, (sums.get(name) || 0) + worth(part));
        }
        for (const [name, sum] of sums) {
          const share = (sum / all) * factor;
          if (share > (best.get(name)?.[0] || 0)) best.set(name, [share, sum]);
        }
      }
      return best;
    }

    /** How far the names of each item say the same, about 0 to 1. @param {Saying[]} asked */
    function alike(asked) {
      /** @type {Map<number, [number, number]>} name -> how much of what was asked, how much of the name */
      const sums = new Map();
      let total = 0;
      for (const saying of asked) {
        total += saying.worth;
        for (const [name, [share, said]] of held(saying)) {
          const before = sums.get(name) || [0, 0];
          sums.set(name, [before[0] + share * saying.worth, before[1] + said]);
        }
      }
      /** @type {Map<number, number[]>} */
      const found = new Map();
      for (const [name, [wanted, said]] of sums) {
        const { item, all } = list[name];
        const one = (wanted / (total || 1)) * Math.sqrt(Math.min(1, said / all));
        const others = found.get(item);
        if (others) others.push(one);
        else found.set(item, [one]);
      }
      return new Map(
        [...found].map(([item, values]) => {
          const [first, second = 0, third = 0] = values.sort((a, b) => b - a);
          return [item, first + FURTHER * second + FURTHER ** 2 * third];
        }),
      );
    }
    return alike;
  }

  playbook.search.names = names;
})(window.playbook);
