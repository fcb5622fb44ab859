// @ts-check
// The stem that forms of a word share. Languages without rules here have none, and search works on:
// words are then found as they stand, by their beginnings and in spite of typos.
((playbook) => {
  "use strict";

  // British and American, and plurals: [what, what for]
  /** @type {[RegExp, string][]} */
  const ENGLISH = [
    [/is(ation|e|ed|er|es|ing)(s?)$/, "iz$1$2"],
    [/(..)our(s|ed|ing|able|ful|ite|ites)?$/, "$1or$2"],
    [/(..)ogue(s?)$/, "$1og$2"],
    [/programme/, "program"],
    [/(cent|theat)re(s?)$/, "$1er$2"],
    [/(def|off|lic)ence(s?)$/, "$1ense$2"],
    [/dgement/, "dgment"],
    [/ies$/, "y"],
    [/(ss|sh|ch|x|zz)es$/, "$1"],
    [/([^su])s$/, "$1"],
    [/(gr|fr|nt)eed$/, "$1ee"],
  ];
  const ENDINGS =
    /(?:ization|ational|fulness|iveness|ation|ition|ative|ility|ably|ibly|ment|ness|ship|ence|ance|able|ible|ator|ing|edly|ity|ive|ion|ism|ist|ful|ous|ure|ent|ant|ed|er|or|ly|al|ic|ize|ate)$/;

  /** @param {string} word */
  function english(word) {
    if (word.length < 4 || /\d/.test(word)) return word;
    let stem = word;
    for (const [what, by] of ENGLISH) {
      const next = stem.replace(what, by);
      if (next.length > 2) stem = next;
    }
    for (let round = 0; round < 3; round += 1) {
      const next = stem.replace(ENDINGS, "");
      if (next === stem || next.length < 3 || !/[aeiouy]/.test(next)) break;
      stem = next;
    }
    return stem
      .replace(/e$/, "")
      .replace(/([^aeiouls])\1$/, "$1")
      .replace(/y$/, "i");
  }

  /** @type {Record<string, (word: string) => string>} */
  const stemmers = { en: english };
  playbook.search.stemmer = (/** @type {string} */ language) =>
    stemmers[language.split("-")[0]] || ((/** @type {string} */ word) => word);
})(window.playbook);
