// @ts-check
// Results as elements: every text is set as text, so that nothing typed or found is ever markup.
((playbook) => {
  "use strict";

  /** @param {string} name @param {Record<string, string>} given @param {(Node | string)[]} inside */
  function element(name, given = {}, inside = []) {
    const made = document.createElement(name);
    for (const key of Object.keys(given)) made.setAttribute(key, given[key]);
    made.append(...inside);
    return made;
  }

  /** @param {string} name */
  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const [picture, use] = [document.createElementNS(space, "svg"), document.createElementNS(space, "use")];
    picture.setAttribute("class", "pb-icon");
    picture.setAttribute("aria-hidden", "true");
    use.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", `#pb-icon-${name}`); // as in icons.py
    picture.append(use);
    return picture;
  }

  /** Fill the blanks of a text. @param {string} text @param {Record<string, string | number>} values */
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));

  /** How many there are, in words. @param {Playbook.Ranking} ranking @param {number} count */
  function counted({ index }, count) {
    const forms = index.text.count;
    const form = new Intl.PluralRules(forms.language ?? index.language).select(count);
    return filled(forms[form] ?? forms.other, { count });
  }

  /** How an answer was read where that is not what was typed, or "". @param {Playbook.Ranking} ranking @param {any} answer @param {string} typed */
  function reading({ index, plain }, answer, typed) {
    const meant = new Map(answer.read);
    const read = typed.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece) => meant.get(plain(piece)) || piece).join("");
    return read === typed ? "" : filled(index.text.read, { read });
  }

  /** What the status says: how the words were read, and how many results there are.
   * @param {Playbook.Ranking} ranking @param {any} answer @param {string} typed @param {number} count those that are left of the answer's */
  function told(ranking, answer, typed, count) {
    const { none, unfit } = ranking.index.text;
    const line = count ? counted(ranking, count) : answer.results.length ? unfit : filled(none, { typed: typed.slice(0, 80) });
    return [reading(ranking, answer, typed), line].filter(Boolean).join(" ");
  }

  /** @typedef {[string, boolean]} Piece a piece of a text, and whether it is a hit */
  const hits = (/** @type {Piece[]} */ pieces) => pieces.filter(([, hit]) => hit).length;
  const shown = (/** @type {Piece[]} */ pieces) => pieces.map(([piece, hit]) => (hit ? element("mark", {}, [piece]) : piece));

  /** The text with the most hits, or none. @param {Piece[][]} texts @returns {Piece[]} */
  const telling = (texts) => texts.reduce((most, one) => (hits(one) > hits(most) ? one : most), []);

  /** One result. Where neither title nor summary shows why it was found, an alias may.
   * @param {Playbook.Ranking} ranking @param {any} item @param {any} asked @param {(path: string) => string} address @param {string} heading */
  function row({ index, marked }, item, asked, address, heading) {
    const pieces = (/** @type {string} */ text) => /** @type {Piece[]} */ (marked(text, asked));
    const [title, summary] = [pieces(item.title), pieces(item.summary)];
    const alias = hits([...title, ...summary]) ? [] : telling(item.aliases.map(pieces));
    return element("li", { class: "pb-row pb-found", "data-kind": item.kind }, [
      element("p", { class: "pb-kind" }, [icon(item.kind), element("span", {}, [index.kinds[item.kind]])]),
      element(heading, { class: "pb-row-title" }, [element("a", { href: address(item.url) }, shown(title))]),
      element("p", { class: "pb-row-text" }, shown(summary)),
      ...(alias.length ? [element("p", { class: "pb-row-alias" }, [`${index.text.alias} `, ...shown(alias)])] : []),
      ...(item.time ? [element("p", { class: "pb-row-meta" }, [item.time])] : []),
    ]);
  }

  Object.assign(playbook.search, { element, filled, told, row });
})(window.playbook);
