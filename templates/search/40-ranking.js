// @ts-check
// The ranking: from what was typed to the items that answer it, best first.
//
// Each way to say an idea is words of the index with a quality: as typed 1, a close or a distant
// relative, a beginning. An item's score is the sum of its best way for each idea, rare ideas count
// more, and an item that holds all of them beats one that holds a few often. To that comes how far one
// of its names, a title or an alias, says the whole of it. The figures were chosen with the queries of
// tests/search that are there to tune with.
((playbook) => {
  "use strict";
  const LONGEST = 400;
  /** Results with less than this share of the best one's score are far; so many are shown all the same. */
  const FALL = 0.35;
  const FEW = 10;
  const MOST_WORDS = 24;
  const NAME = 0.8;
  const HELD = 0.5; // How far a score depends on the share of the ideas that the item holds
  const WEAK = { small: 1, kind: 0.8 }; // What words that say little are worth in a name
  const KIND_WORD = 0.3;
  const FIRST = 1e6; // Above every score: nothing but the kind was asked for
  const LAST = 0.01; // Below every score: of the kind that was asked for, but nothing else fits

  /** @typedef {Map<number, number>} Scores item -> weight */

  /** The best way of an idea for each item, and how rare the idea is.
   * @param {Playbook.Idea} idea @param {Playbook.Holders} holders */
  function weighed(idea, holders) {
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

  /** What the ideas give each item together: the sum of its weights, and how rare those are that it holds.
   * @param {Playbook.Idea[]} ideas @param {Playbook.Holders} holders */
  function summed(ideas, holders) {
    /** @type {Scores} */
    const sums = new Map();
    /** @type {Scores} */
    const covered = new Map();
    let all = 0;
    for (const idea of ideas) {
      const { best, rarity } = weighed(idea, holders);
      const counts = idea.kind ? KIND_WORD : 1;
      all += rarity * counts;
      for (const [item, weight] of best) {
        sums.set(item, (sums.get(item) || 0) + weight * counts);
        covered.set(item, (covered.get(item) || 0) + rarity * counts);
      }
    }
    return { sums, covered, all: all || 1 };
  }

  /** How much a stem says in a name. @param {any} index @param {Playbook.Holders} holders @param {(word: string) => string} stem */
  function worthIn(index, holders, stem) {
    /** @type {Map<string, number>} */
    const worths = new Map();
    for (const kind of Object.keys(index.says)) for (const phrase of index.says[kind]) if (!phrase.includes(" ")) worths.set(stem(phrase), WEAK.kind);
    for (const word of index.ignore) worths.set(stem(word), WEAK.small);
    return (/** @type {string} */ part) => {
      const before = worths.get(part);
      const found = before === undefined ? holders.worth(part) : before;
      if (before === undefined) worths.set(part, found);
      return found;
    };
  }

  /** Items of the kind that was asked for come in, too. @param {Playbook.Item[]} items @param {Playbook.Asked} asked @param {Scores} sums */
  function addKinds(items, { kinds, bare }, sums) {
    items.forEach(({ kind }, number) => {
      if (kinds.has(kind) && !(bare && sums.has(number))) sums.set(number, bare ? LAST : FIRST);
    });
  }

  /** How many results come before the scores fall off; the first few always do. @param {{score: number}[]} results */
  const near = (results) => Math.max(Math.min(FEW, results.length), results.filter(({ score }) => score >= FALL * results[0].score).length);

  /** @param {any} index @returns {Playbook.Ranking} */
  function ranking(index) {
    const { plain, words } = playbook.search.letters(index);
    const small = new Set(index.ignore);
    /** A small word has no relatives: "don't" is no donor. @param {(word: string) => string} stem */
    const apart = (stem) => (/** @type {string} */ word) => (small.has(word) ? `=${word}` : stem(word));
    const [close, stem] = [false, true].map((deep) => apart(playbook.search.stemmer(index.language, deep)));
    const holders = playbook.search.holders(index);
    const items = playbook.search.items(index);
    const understood = playbook.search.ideas(index, holders, { close, distant: stem });
    const worth = worthIn(index, holders, stem);

    /** A name as its stems; one of two words is also typed as one. @param {string} name */
    function variants(name) {
      const parts = words(name);
      return (parts.length === 2 ? [parts, [parts.join("")]] : [parts]).map((list) => list.map(stem));
    }
    const alike = playbook.search.names(items.map(({ title, aliases }) => [title, ...aliases].flatMap(variants)), worth);

    /** The ideas and the small words between them, as names say them. @param {Playbook.Asked} asked */
    function sayings(asked) {
      const between = asked.small.map((word) => ({ ways: [{ words: [word], factor: 1 }] }));
      return [...asked.ideas, ...between].map(({ ways }) => {
        const said = ways.map((way) => ({ words: way.words.map(stem), factor: way.factor }));
        return { ways: said, worth: said[0].words.reduce((sum, part) => sum + worth(part), 0) };
      });
    }

    /** Pages that hold no item, asked for by a name of theirs. @param {string} text */
    function pages(text) {
      const typed = words(text.slice(0, LONGEST)).join(" ");
      const asked = (/** @type {string} */ name) => ` ${typed} `.includes(` ${name} `) || (typed.length > 3 && name.startsWith(typed));
      return index.pages.filter((/** @type {any} */ page) => page.aliases.some(asked));
    }

    /** Rank the items. @param {string} text @returns {Playbook.Found} */
    function rank(text) {
      const asked = understood(words(text.slice(0, LONGEST)).slice(0, MOST_WORDS));
      const { sums, covered, all } = summed(asked.ideas, holders);
      const named = alike(sayings(asked));
      if (!sums.size) for (const item of named.keys()) sums.set(item, 0); // nothing but small words
      addKinds(items, asked, sums);
      const results = Array.from(sums, ([item, sum]) => {
        const { kind } = items[item];
        const held = (covered.get(item) || 0) / all;
        let score = sum * (index.kind_weights[kind]?.[0] ?? 1) * (1 - HELD + HELD * held);
        score += NAME * (named.get(item) || 0) * index.heaviest * all;
        if (asked.kinds.has(kind)) score *= index.kind_weights[kind]?.[1] ?? 1;
        return { item, score };
      });
      results.sort((a, b) => b.score - a.score || a.item - b.item);
      return { results, near: near(results), pages: pages(text), read: asked.read, marks: marks(asked.ideas) };
    }

    /** What to mark: the words that were typed and their beginnings, and single words for the same.
     * @param {Playbook.Idea[]} ideas @returns {Playbook.Marks} */
    function marks(ideas) {
      const typed = ideas.flatMap((idea) => idea.ways[0].words);
      const others = ideas.flatMap((idea) => idea.ways.slice(1)).filter((way) => way.words.length === 1);
      return { stems: new Set([...typed, ...others.map((way) => way.words[0])].map(stem)), starts: typed.filter((word) => word.length > 2) };
    }

    /** Pieces of a text, each with whether it was asked for. @param {string} text @param {Playbook.Marks} asked @returns {[string, boolean][]} */
    function marked(text, asked) {
      /** @type {[string, boolean][]} */
      const pieces = [];
      for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
        const [word] = piece ? words(piece) : [];
        const hit = word !== undefined && (asked.stems.has(stem(word)) || asked.starts.some((start) => word.startsWith(start)));
        if (piece) pieces.push([piece, hit]);
      }
      return pieces;
    }

    return { rank, marked, plain, index };
  }

  playbook.search.ranking = ranking;
})(window.playbook);
