// @ts-check
// What was typed becomes ideas. An idea is a word or a few, with other ways to say it.
((playbook) => {
  "use strict";
  const SYNONYM = 0.55;
  const BEGUN = 0.8; // Another way by a word that is not typed to its end yet counts a little less
  const APART = 0.4; // "northstar" is "north star", too
  const USUAL = 60; // Small words are typed, and mistyped, more often than any other

  /** Phrases that mean something, found by the stems of their words: "steering committee", "case studies".
   * @param {(word: string) => string} stem */
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

  /** What readers are known to type. @param {any} index @param {{close: (word: string) => string, distant: (word: string) => string}} stems */
  function vocabularyOf(index, stems) {
    const [close, distant, kinds] = [phrases(stems.close), phrases(stems.distant), phrases(stems.close)];
    /** @type {string[]} */
    const typable = Object.keys(index.synonyms);
    for (const key of typable) for (const one of [close, distant]) one.put(key, index.synonyms[key]);
    for (const kind of Object.keys(index.says)) for (const phrase of index.says[kind]) kinds.put(phrase, [kind]);
    for (const phrase of index.says_none) kinds.put(phrase, []);
    /** @type {Set<string>} */
    const usable = new Set([...typable, ...Object.values(index.says).flat(), ...index.ignore].flatMap((phrase) => phrase.split(" ")));

    /** What a phrase is also called: by close relatives of its words, or else by distant ones. @param {string[]} typed @param {number} start */
    function called(typed, start) {
      const [one, other] = [close.at(typed, start), distant.at(typed, start)];
      return other.long > one.long ? other : one;
    }

    /** What readers type that begins so. @param {string} word */
    const begun = (word) => (word.length > 2 ? typable.filter((key) => key.startsWith(word) && !key.includes(" ")) : []);
    return { begun, called, close, distant, kinds, small: /** @type {Set<string>} */ (new Set(index.ignore)), usable };
  }

  /** Two words that were typed as one, or "". @param {string} word @param {Playbook.Holders} holders */
  function split(word, holders) {
    for (let cut = word.length - 3; cut >= 3; cut -= 1) {
      const [one, other] = [word.slice(0, cut), word.slice(cut)];
      if (holders.times(one) && holders.times(other)) return `${one} ${other}`;
    }
    return "";
  }

  /** Mends what was mistyped.
   * @param {Playbook.Holders} holders @param {ReturnType<typeof vocabularyOf>} known @returns {(typed: string[], read: [string, string][]) => string[]} */
  function mender(holders, { begun, close, distant, small, usable }) {
    const { near, distance } = playbook.search;
    /** Words that may have been meant. */
    const vocabulary = [...new Set([...holders.known, ...usable])];
    const usual = (/** @type {string} */ word) => (small.has(word) ? USUAL : holders.times(word) || 1);
    /** @type {Map<string, string>} */
    const slips = new Map();

    /** What was meant by a word that nothing holds, or "". @param {string} word */
    function meant(word) {
      let found = slips.get(word);
      if (found === undefined) {
        if (slips.size > 500) slips.clear();
        const one = near(word, vocabulary, usual);
        found = one && one[0] === word[0] && distance(word, one, 1) === 1 ? one : split(word, holders) || one;
        slips.set(word, found);
      }
      return found;
    }

    /** What was meant by a word, or "" where it stands. A distant relative counts for less than a usual word:
     * "colition" has the stem of "color", and was "coalition". @param {string} word */
    function slip(word) {
      const { found, sure, scores } = holders.of(word);
      if (sure || usable.has(word) || close.at([word], 0).long || begun(word).length) return "";
      const related = distant.at([word], 0).long ? Infinity : found ? scores.size : 0;
      const probable = meant(word);
      return holders.times(probable) < related ? "" : probable;
    }

    return (typed, read) => typed.flatMap((word) => {
      const found = slip(word);
      if (!found) return [word];
      read.push([word, found]);
      return found.split(" ");
    });
  }

  /** The places of words that name a kind, and the kinds.
   * @param {string[]} typed @param {ReturnType<typeof vocabularyOf>["kinds"]} known */
  function kindsIn(typed, known) {
    /** @type {Set<string>} */
    const kinds = new Set();
    /** @type {Set<number>} */
    const places = new Set();
    for (let start = 0; start < typed.length; ) {
      const { long, meant: named } = known.at(typed, start);
      for (const kind of named) kinds.add(kind);
      if (named.length) for (let at = start; at < start + long; at += 1) places.add(at);
      start += Math.max(1, long);
    }
    return { kinds, places };
  }

  /** @param {any} index @param {Playbook.Holders} holders @param {{close: (word: string) => string, distant: (word: string) => string}} stems */
  function ideas(index, holders, stems) {
    const known = vocabularyOf(index, stems), { begun, called, small } = known;
    const mended = mender(holders, known);

    /** @param {string[]} list */
    function content(list) {
      const left = list.filter((word) => !small.has(word) && (word.length > 1 || !/[a-z]/.test(word)));
      return left.length ? left : list;
    }

    /** Other ways to say a word that is no whole phrase. @param {string} word @returns {Playbook.Way[]} */
    function besides(word) {
      const apart = holders.times(word) ? split(word, holders) : "";
      if (apart) return [{ words: apart.split(" "), factor: APART }];
      if (holders.of(word).found) return [];
      return begun(word).flatMap((key) =>
        index.synonyms[key].map((/** @type {string} */ other) => ({ words: content(other.split(" ")), factor: (SYNONYM * BEGUN * word.length) / key.length })));
    }

    /** @param {string[]} words as typed @returns {Playbook.Asked} */
    return (words) => {
      /** @type {[string, string][]} */
      const read = [];
      const typed = mended(words, read);
      const telling = new Set(content(typed));
      const { kinds, places } = kindsIn(typed, known.kinds);
      /** @type {Playbook.Asked} */
      const asked = { ideas: [], small: [], kinds, bare: false, read };
      for (let start = 0; start < typed.length; ) {
        const { long, meant: others } = called(typed, start);
        const said = typed.slice(start, start + Math.max(1, long));
        const ways = [{ words: content(said), factor: 1 }, ...others.map((other) => ({ words: content(other.split(" ")), factor: SYNONYM }))];
        if (!long) ways.push(...besides(said[0]));
        const kind = said.every((_, at) => places.has(start + at));
        if (long || telling.has(said[0])) asked.ideas.push({ typed: said, ways, kind });
        else asked.small.push(said[0]);
        start += said.length;
      }
      asked.bare = typed.some((word, at) => !places.has(at) && !small.has(word));
      return asked;
    };
  }

  playbook.search.ideas = ideas;
})(window.playbook);
