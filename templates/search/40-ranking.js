// @ts-check
// The ranking: from what was typed to the items that answer it, best first.
//
// What was typed becomes ideas. An idea is a word or a few, with other ways to say it (synonyms); each
// way is words of the index with a quality: as typed 1, same stem, a beginning, a word nearby for a typo.
// An item's score is the sum of its best way for each idea, rare ideas count more, and an item that
// holds all of them beats one that holds a few often.
((playbook) => {
  "use strict";
  const QUALITY = { stem: 0.9, beginning: 0.6, near: 0.8, synonym: 0.9 };
  const LONGEST = 400;
  const MOST_WORDS = 24;
  const PHRASE = 5;
  const KIND = /** @type {Record<string, number>} */ ({ worksheets: 4, checklists: 3 });
  const KIND_USUAL = 2;
  const WHOLE = 1.5;
  const PRIOR = /** @type {Record<string, number>} */ ({ sources: 0.75, "case-studies": 0.9, terms: 0.95 });

  /** @typedef {Map<number, number>} Scores item -> weight */
  /** @typedef {{typed: string[], ways: {words: string[], factor: number}[]}} Idea */

  /** @param {any} index */
  function ranking(index) {
    const { plain, words } = playbook.search.letters(index);
    const stem = playbook.search.stemmer(index.language);
    /** @type {string[]} */
    const known = index.words ? index.words.split(" ") : [];
    const at = new Map(known.map((word, number) => [word, number]));
    /** @type {Map<string, number[]>} */
    const family = new Map();
    known.forEach((word, number) => {
      const key = stem(word);
      const found = family.get(key);
      if (found) found.push(number);
      else family.set(key, [number]);
    });
    const ignored = new Set(index.ignore);
    const stems = (/** @type {string[]} */ list) => list.map(stem).join(" ");
    /** @type {Map<string, string[]>} */
    const synonyms = new Map();
    for (const typed of Object.keys(index.synonyms)) {
      const key = stems(typed.split(" "));
      synonyms.set(key, [...(synonyms.get(key) || []), ...index.synonyms[typed]]);
    }
    /** @type {Map<string, string[]>} */
    const kindOf = new Map();
    for (const kind of Object.keys(index.says)) for (const word of index.says[kind]) kindOf.set(word, [...(kindOf.get(word) || []), kind]);
    /** Whole titles and aliases, as stems. */
    const names = index.items.map((/** @type {any} */ item) => [item[2], ...item[4]].map((name) => stems(content(words(name)))));
    const times = (/** @type {string} */ word) => index.weights[/** @type {number} */ (at.get(word))].length;

    /** @param {string[]} list */
    function content(list) {
      const left = list.filter((word) => !ignored.has(word) && (word.length > 1 || !/[a-z]/.test(word)));
      return left.length ? left : list;
    }

    /** @param {number} number @param {number} quality @param {Scores} into */
    function add(number, quality, into) {
      let item = 0;
      for (const packed of index.weights[number]) {
        item += Math.floor(packed / (index.heaviest + 1));
        const weight = (packed % (index.heaviest + 1)) * quality;
        if (weight > (into.get(item) || 0)) into.set(item, weight);
      }
    }

    /** Where the beginning of a word stands among the known ones. @param {string} start */
    function from(start) {
      let [low, high] = [0, known.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (known[middle] < start) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** @type {Map<string, {scores: Scores, found: boolean, rarity: number}>} */
    const seen = new Map();

    /** The items that hold a word in some form. @param {string} word */
    function holders(word) {
      const before = seen.get(word);
      if (before) return before;
      /** @type {Scores} */
      const scores = new Map();
      const exact = at.get(word);
      const relatives = family.get(stem(word)) || [];
      if (exact !== undefined) add(exact, 1, scores);
      for (const number of relatives) if (number !== exact) add(number, QUALITY.stem, scores);
      const found = scores.size > 0;
      const sure = scores.size;
      if (word.length > 2) {
        for (let number = from(word); number < known.length && known[number].startsWith(word); number += 1) {
          if (relatives.includes(number)) continue;
          const share = word.length / known[number].length;
          add(number, QUALITY.beginning * share * (found ? 0.5 : 1), scores);
        }
      }
      const many = found ? sure : scores.size;
      const rarity = Math.log(1 + (index.items.length - many + 0.5) / (many + 0.5));
      const result = { scores, found: scores.size > 0, rarity };
      if (seen.size > 500) seen.clear();
      seen.set(word, result);
      return result;
    }

    /** Two words that were typed as one, or "". @param {string} word */
    function split(word) {
      for (let cut = word.length - 3; cut >= 3; cut -= 1) {
        const [one, other] = [word.slice(0, cut), word.slice(cut)];
        if (at.has(one) && at.has(other)) return `${one} ${other}`;
      }
      return "";
    }

    /** Put in the place of a word that nothing holds the one that was meant. @param {string[]} typed @param {[string, string][]} read */
    function mended(typed, read) {
      return typed.flatMap((word) => {
        if (holders(word).found || synonyms.has(stem(word)) || kindOf.has(word) || ignored.has(word)) return [word];
        const meant = split(word) || playbook.search.near(word, vocabulary(), usual);
        if (!meant) return [word];
        read.push([word, meant]);
        return meant.split(" ");
      });
    }

    /** @type {string[] | undefined} */
    let spelled;
    /** Words that may have been meant: those of the items, and those that readers are known to type. */
    function vocabulary() {
      if (!spelled) {
        const typed = Object.keys(index.synonyms).flatMap((key) => key.split(" "));
        spelled = [...new Set([...known, ...typed, ...kindOf.keys()])];
      }
      return spelled;
    }
    const usual = (/** @type {string} */ word) => (at.has(word) ? times(word) : 1);

    /** @param {string[]} typed @returns {Idea[]} */
    function ideas(typed) {
      /** @type {Idea[]} */
      const found = [];
      for (let start = 0; start < typed.length; ) {
        let long = Math.min(PHRASE, typed.length - start);
        while (long > 0 && !synonyms.has(stems(typed.slice(start, start + long)))) long -= 1;
        const said = typed.slice(start, start + Math.max(1, long));
        const ways = [{ words: content(said), factor: 1 }];
        for (const other of (long && synonyms.get(stems(said))) || []) ways.push({ words: content(other.split(" ")), factor: QUALITY.synonym });
        if (long || content([...typed]).includes(said[0])) found.push({ typed: said, ways });
        start += said.length;
      }
      return found;
    }

    /** @param {Idea} idea */
    function weighed(idea) {
      /** @type {Scores} */
      const best = new Map();
      let rarity = 0;
      for (const way of idea.ways) {
        /** @type {Scores} */
        const sum = new Map();
        const held = way.words.map(holders);
        const all = held.reduce((total, one) => total + one.rarity, 0) || 1;
        for (const { scores, rarity: rare } of held) for (const [item, weight] of scores) sum.set(item, (sum.get(item) || 0) + weight * rare);
        for (const [item, weight] of sum) {
          const there = held.reduce((total, one) => total + (one.scores.has(item) ? one.rarity : 0), 0) / all;
          const score = weight * way.factor * there;
          if (score > (best.get(item) || 0)) best.set(item, score);
        }
        if (sum.size) rarity = Math.max(rarity, all);
      }
      return { best, rarity };
    }

    /** Rank the items. @param {string} text */
    function rank(text) {
      /** @type {[string, string][]} */
      const read = [];
      const typed = mended(words(text.slice(0, LONGEST)).slice(0, MOST_WORDS), read);
      const asked = ideas(typed);
      const wanted = new Set(typed.flatMap((word) => kindOf.get(word) || []));
      const bare = typed.filter((word) => !kindOf.has(word));
      const wholes = [typed, bare].filter((list) => list.length).map((list) => stems(content(list)));
      /** @type {Scores} */
      const sums = new Map();
      /** @type {Scores} */
      const covered = new Map();
      let all = 0;
      for (const idea of asked) {
        const { best, rarity } = weighed(idea);
        const kind = idea.typed.length === 1 && kindOf.has(idea.typed[0]);
        const counts = kind ? 0.3 : 1;
        all += rarity * counts;
        for (const [item, weight] of best) {
          sums.set(item, (sums.get(item) || 0) + weight * counts);
          covered.set(item, (covered.get(item) || 0) + rarity * counts);
        }
      }
      if (wanted.size) {
        index.items.forEach((/** @type {any} */ item, /** @type {number} */ number) => {
          if (wanted.has(item[1]) && !(bare.length && sums.has(number))) sums.set(number, bare.length ? 0.01 : 1e6);
        });
      }
      /** @type {{item: number, score: number}[]} */
      const results = [];
      for (const [item, sum] of sums) {
        const kind = index.items[item][1];
        let score = sum * (PRIOR[kind] || 1) * (0.3 + 0.7 * ((covered.get(item) || 0) / (all || 1)));
        if (wanted.has(kind)) score *= KIND[kind] || KIND_USUAL;
        if (wholes.some((whole) => names[item].includes(whole))) score *= WHOLE;
        results.push({ item, score });
      }
      results.sort((a, b) => b.score - a.score || a.item - b.item);
      return { results, read, marks: marks(asked) };
    }

    /** What to mark: every way of every idea. @param {Idea[]} asked */
    function marks(asked) {
      const list = asked.flatMap((idea) => idea.ways.flatMap((way) => way.words));
      return { stems: new Set(list.map(stem)), starts: list.filter((word) => word.length > 2) };
    }

    /** Pieces of a text, each with whether it was asked for. @param {string} text @param {any} asked @returns {[string, boolean][]} */
    function marked(text, asked) {
      /** @type {[string, boolean][]} */
      const pieces = [];
      for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
        const [word] = piece ? words(piece) : [];
        const hit = word !== undefined && (asked.stems.has(stem(word)) || asked.starts.some((/** @type {string} */ start) => word.startsWith(start)));
        if (piece) pieces.push([piece, hit]);
      }
      return pieces;
    }

    return { rank, marked, plain, index };
  }

  playbook.search.ranking = ranking;
})(window.playbook);
