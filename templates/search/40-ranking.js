// @ts-check
// The ranking: from what was typed to the items that answer it, best first.
//
// What was typed becomes ideas. An idea is a word or a few, with other ways to say it (synonyms); each
// way is words of the index with a quality: as typed 1, a close or a distant relative, a beginning.
// An item's score is the sum of its best way for each idea, rare ideas count more, and an item that
// holds all of them beats one that holds a few often. To that comes how far one of its names, a title or
// an alias, says the whole of it.
((playbook) => {
  "use strict";
  const SYNONYM = 0.55;
  const LONGEST = 400;
  const MOST_WORDS = 24;
  const PHRASE = 5;
  const NAME = 0.8;
  const HELD = 0.6; // How far a score depends on the share of the ideas that the item holds
  const WEAK = { ignored: 1.2, kind: 0.8 }; // What words that say little are worth in a name
  const KIND = /** @type {Record<string, number>} */ ({ worksheets: 2.5, checklists: 2.2 });
  const KIND_USUAL = 1.7;
  const KIND_WORD = 0.3;
  const PRIOR = /** @type {Record<string, number>} */ ({ sources: 0.75, "case-studies": 0.9, terms: 0.95 });

  /** @typedef {Map<number, number>} Scores item -> weight */
  /** @typedef {{typed: string[], ways: {words: string[], factor: number}[]}} Idea */

  /** @param {any} index */
  function ranking(index) {
    const { plain, words } = playbook.search.letters(index);
    const stem = playbook.search.stemmer(index.language);
    const holders = playbook.search.holders(index);
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

    /** @type {Map<string, number>} */
    const worths = new Map([...[...kindOf.keys()].map((word) => [stem(word), WEAK.kind]), ...index.ignore.map((/** @type {string} */ word) => [stem(word), WEAK.ignored])]);
    /** How much a stem says in a name. @param {string} part */
    function worth(part) {
      const before = worths.get(part);
      const found = before === undefined ? holders.worth(part) : before;
      if (before === undefined) worths.set(part, found);
      return found;
    }
    const alike = playbook.search.names(
      index.items.map((/** @type {any} */ item) => [item[2], ...item[4]].map((name) => words(name).map(stem))),
      worth,
    );

    /** @param {string[]} list */
    function content(list) {
      const left = list.filter((word) => !ignored.has(word) && (word.length > 1 || !/[a-z]/.test(word)));
      return left.length ? left : list;
    }

    /** Two words that were typed as one, or "". @param {string} word */
    function split(word) {
      for (let cut = word.length - 3; cut >= 3; cut -= 1) {
        const [one, other] = [word.slice(0, cut), word.slice(cut)];
        if (holders.times(one) && holders.times(other)) return `${one} ${other}`;
      }
      return "";
    }

    /** Put in the place of a word that nothing holds the one that was meant. @param {string[]} typed @param {[string, string][]} read */
    function mended(typed, read) {
      return typed.flatMap((word) => {
        if (ignored.has(word) || kindOf.has(word) || synonyms.has(stem(word)) || holders.of(word).found) return [word];
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
        spelled = [...new Set([...holders.known, ...typed, ...kindOf.keys()])];
      }
      return spelled;
    }
    const usual = (/** @type {string} */ word) => holders.times(word) || 1;

    /** @param {string[]} typed @returns {Idea[]} */
    function ideas(typed) {
      /** @type {Idea[]} */
      const found = [];
      const telling = new Set(content([...typed]));
      for (let start = 0; start < typed.length; ) {
        let long = Math.min(PHRASE, typed.length - start);
        while (long > 0 && !synonyms.has(stems(typed.slice(start, start + long)))) long -= 1;
        const said = typed.slice(start, start + Math.max(1, long));
        const ways = [{ words: content(said), factor: 1 }];
        for (const other of (long && synonyms.get(stems(said))) || []) ways.push({ words: content(other.split(" ")), factor: SYNONYM });
        if (long || telling.has(said[0])) found.push({ typed: said, ways });
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
        const held = way.words.map(holders.of);
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

    /** The ideas and the small words between them, as names say them. @param {string[]} typed @param {Idea[]} asked */
    function sayings(typed, asked) {
      const within = new Set(asked.flatMap((idea) => idea.typed));
      const small = typed.filter((word) => !within.has(word)).map((word) => ({ typed: [word], ways: [{ words: [word], factor: 1 }] }));
      return [...asked, ...small].map(({ ways }) => {
        const said = ways.map((way) => ({ words: way.words.map(stem), factor: way.factor }));
        return { ways: said, worth: said[0].words.reduce((sum, part) => sum + worth(part), 0) };
      });
    }

    /** Rank the items. @param {string} text */
    function rank(text) {
      /** @type {[string, string][]} */
      const read = [];
      const typed = mended(words(text.slice(0, LONGEST)).slice(0, MOST_WORDS), read);
      const asked = ideas(typed);
      const wanted = new Set(typed.flatMap((word) => kindOf.get(word) || []));
      const bare = typed.filter((word) => !kindOf.has(word));
      /** @type {Scores} */
      const sums = new Map();
      /** @type {Scores} */
      const covered = new Map();
      let all = 0;
      for (const idea of asked) {
        const { best, rarity } = weighed(idea);
        const counts = idea.typed.length === 1 && kindOf.has(idea.typed[0]) ? KIND_WORD : 1;
        all += rarity * counts;
        for (const [item, weight] of best) {
          sums.set(item, (sums.get(item) || 0) + weight * counts);
          covered.set(item, (covered.get(item) || 0) + rarity * counts);
        }
      }
      const named = alike(sayings(typed, asked));
      if (!sums.size) for (const item of named.keys()) sums.set(item, 0); // nothing but small words
      if (wanted.size) {
        index.items.forEach((/** @type {any} */ item, /** @type {number} */ number) => {
          if (wanted.has(item[1]) && !(bare.length && sums.has(number))) sums.set(number, bare.length ? 0.01 : 1e6);
        });
      }
      /** @type {{item: number, score: number}[]} */
      const results = [];
      for (const [item, sum] of sums) {
        const kind = index.items[item][1];
        const held = (covered.get(item) || 0) / (all || 1);
        let score = sum * (PRIOR[kind] || 1) * (1 - HELD + HELD * held);
        score += NAME * (named.get(item) || 0) * index.heaviest * (all || 1);
        if (wanted.has(kind)) score *= KIND[kind] || KIND_USUAL;
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
