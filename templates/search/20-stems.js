// @ts-check
// The stems that forms of a word share. Languages without rules here have none, and search works on:
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
    /(?:ization|ational|fulness|iveness|ation|ition|ative|ating|ated|ility|ably|ibly|ment|ness|etic|ship|ence|ance|able|ible|ator|ing|edly|ity|ive|ion|ism|ist|ful|ous|ure|ent|ant|ed|er|or|ly|al|ic|ize|ate)$/;

  // Forms that no rule finds: [what one means, its forms]
  const FORMS = new Map(
    `be:was were been;become:became;begin:began begun;break:broke broken;bring:brought;build:built;buy:bought;
    catch:caught;choose:chose chosen choice;come:came;deal:dealt;do:did done does;draw:drew drawn;drive:drove driven;
    eat:ate eaten;fall:fell fallen;feel:felt;fight:fought;fly:flew;forget:forgot forgotten;forgive:forgave forgiven;
    get:got gotten;give:gave given;go:went gone goes;grow:grew grown growth;have:had has;hear:heard;hide:hid hidden;
    hold:held;keep:kept;know:knew known knowledge;lead:led;leave:left;lend:lent;lose:lost loss;make:made;mean:meant;
    meet:met;pay:paid;ring:rang rung;rise:rose risen;run:ran;say:said;see:saw seen;seek:sought;sell:sold sale;send:sent;
    show:shown;sit:sat;sleep:slept;speak:spoke spoken speech;spend:spent;stand:stood;steal:stole stolen;swear:swore sworn;
    take:took taken;teach:taught;tell:told;think:thought;throw:threw thrown;understand:understood;wake:woke;
    wear:wore worn;win:won;write:wrote written;child:children;man:men;woman:women;person:persons people;advise:advice;
    believe:belief;behave:behaviour behavior;complain:complaint;decide:decision;prove:proof;respond:response;
    divide:division;permit:permission;good:better best;bad:worse worst;succeed:success;crisis:crises;
    strategy:strategic;apply:applied applies application;tie:tied tying;die:died dying;lie:lied lying;stick:stuck;
    shake:shook shaken;hang:hung;burn:burnt;tear:tore torn;strike:struck;life:lives;half:halves;safe:safety;
    honest:honesty;angry:anger;sign:signature;young:youth;poor:poverty;able:ability;strong:strength;deny:denial;
    loyal:loyalty;owe:owed owing;age:aged aging`
      .split(";")
      .flatMap((line) => {
        const [one, forms] = line.trim().split(":");
        return forms.split(" ").map((form) => /** @type {[string, string]} */ ([form, one]));
      }),
  );
  const LIGHT = /(?:ing|ed|ly)$/;

  /** @param {string} said @param {boolean} deep */
  function english(said, deep) {
    const word = FORMS.get(said) || said;
    if (/^(?:do|go|be|see)ing$/.test(word)) return word.slice(0, -3);
    if (word.length < 4 || /\d/.test(word)) return word;
    let stem = word;
    for (const [what, by] of ENGLISH) {
      const next = stem.replace(what, by);
      if (next.length > 2) stem = next;
    }
    for (let round = 0; round < (deep ? 3 : 1); round += 1) {
      const next = stem.replace(deep ? ENDINGS : LIGHT, "");
      if (next === stem || next.length < 3 || !/[aeiouy]/.test(next)) break;
      stem = next;
    }
    // A short word is its own stem, so its forms lead to it as it stands: "fees", "saying", "adding".
    return stem
      .replace(/(...)e$/, "$1")
      .replace(/(..)([^aeiouls])\2$/, "$1$2")
      .replace(/(.{6,})y$/, "$1")
      .replace(/(...)y$/, "$1i");
  }

  // Numbers, genders and, for distant relatives, what makes a noun or a form of a verb
  const SPANISH = /(?:aciones|acion|adores|adora|ador|amientos?|imientos?|amente|mente|idades|idad|antes?|ientes?|iendo|ando|ieron|aron|[ai]d[ao]s?|[aei]r)$/;

  /** @param {string} word without accents @param {boolean} deep */
  function spanish(word, deep) {
    if (word.length < 4 || /\d/.test(word)) return word;
    const one = word.replace(/ces$/, "z").replace(/([^aeiou])es$/, "$1").replace(/([aeo])s$/, "$1");
    const stem = deep ? one.replace(SPANISH, "") : one;
    return (stem.length > 2 ? stem : one).replace(/[aeo]$/, "");
  }

  // Prepositions and the article that are written with their word, and the endings of numbers and
  // persons; as in Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval (2007)
  const BEFORE = /^(?:\u0648?(?:\u0627\u0644|\u0628\u0627\u0644|\u0643\u0627\u0644|\u0641\u0627\u0644|\u0644\u0644)|\u0648)(?=...)/;
  const BEHIND = /(?:\u0647\u0627|\u0627\u0646|\u0627\u062a|\u0648\u0646|\u064a\u0646|\u064a\u0647|\u0647|\u064a)$/;

  /** @param {string} word without points; final te marbuta is a he, alef maksura a ye */
  function arabic(word) {
    const bare = word.replace(BEFORE, "");
    const stem = bare.replace(BEHIND, "");
    return stem.length > 2 ? stem : bare;
  }

  /** @type {Record<string, (word: string, deep: boolean) => string>} */
  const stemmers = { en: english, es: spanish, ar: arabic };

  /** What makes words relatives: close ones if not `deep` ("plan", "planned"), or distant ones ("planner").
   * @param {string} language @returns {(word: string) => string} */
  playbook.search.stemmer = (/** @type {string} */ language, deep = true) => {
    const of = stemmers[language.split("-")[0]];
    if (!of) return (word) => word;
    /** @type {Map<string, string>} */
    const seen = new Map();
    return (word) => {
      let stem = seen.get(word);
      if (stem === undefined) {
        if (seen.size > 20_000) seen.clear();
        stem = of(word, deep);
        seen.set(word, stem);
      }
      return stem;
    };
  };
})(window.playbook);
