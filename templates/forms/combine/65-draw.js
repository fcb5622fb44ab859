// @ts-check
// Draws what is to be seen; the same as templates/combine/seen.html, which a file that stands alone has.
((playbook) => {
  "use strict";
  if (playbook.drawn) return;
  const { make } = playbook;

  /** @param {any} seen @param {Playbook.Say} say @param {{decimal: string, comma: string, language: string}} way
   * @param {(talk: any) => (Node | string)[]} settle what to put beside something to talk about @returns {HTMLElement[]} */
  function drawn(seen, say, way, settle) {
    const p = /** @type {any} */ (playbook.penOf)(seen, say, way);

    /** @param {any} part @param {any} sheet */
    function side(part, sheet) {
      const blank = part.blank && (typeof part.blank === "number" ? p.say("blank_count", { count: part.blank }) : part.blank.length && p.say("blank", { names: p.names(part.blank) }));
      const box = p.el("section", "pb-side", make("h3", "", part.view === "ticks" && !part.key.includes(".") ? p.say("ticked") : part.label),
        ...(part.withheld ? [p.help(p.say("withheld"))] : playbook.drawnParts[part.view](p, part, sheet)),
        part.agreed && make("p", "pb-agreed", p.say("agreed")), blank ? p.help(blank) : null);
      box.id = anchor(sheet.ref, part.key, part.view);
      return box;
    }

    /** @param {any} sheet */
    const sheets = (sheet) => p.el("section", "pb-sides", make("h2", "", sheet.title), ...sheet.parts.map((/** @type {any} */ part) => side(part, sheet)),
      sheet.unanswered.length ? p.help(p.say("unanswered", { labels: sheet.unanswered.join(p.comma) })) : null,
      ...(sheet.left?.length ? [make("h3", "", p.say("left")), p.el("ul", "", ...sheet.left.map((/** @type {any} */ one) => p.el("li", "", p.who(one.by), ` ${one.key}: `, p.words(one.said))))] : []));

    /** @param {any} one */
    function talk(one) {
      const link = make("a", "", one.label);
      link.href = `#${anchor(one.ref, one.key, "")}`;
      const settled = one.settled && (typeof one.settled.by === "number" ? p.say("settled") : p.say("settled_as", { name: p.names(one.settled.by) }));
      const values = { least: one.least, most: one.most, places: (one.places ?? []).join(p.comma) };
      return p.el("li", "", link, " " + p.say(`talk_${one.kind}`, values), settled && make("b", "", ` ${settled}`), ...settle(one));
    }

    const found = [];
    if (p.seen.partners.length) found.push(p.el("section", "pb-side-legend", make("h2", "", p.say("partners")), p.el("ul", "", ...p.seen.partners.map((/** @type {any} */ one, /** @type {number} */ at) => {
      const name = make("span", "", one.name);
      name.setAttribute("aria-hidden", "true");
      return p.el("li", "", p.chip(at), " ", name);
    }))));
    else if (seen.count) found.push(make("p", "", p.say("count", { count: seen.count })));
    if (seen.private) found.push(make("p", "pb-apart", p.say("private_in")));
    found.push(p.el("section", "pb-side-talk", make("h2", "", p.say("talk")), seen.talk.length ? p.el("ol", "", ...seen.talk.map(talk)) : make("p", "", p.say("talk_none"))));
    found.push(...seen.sheets.map(sheets));
    if (seen.steps.length) found.push(p.el("section", "pb-sides", make("h2", "", p.say("steps")),
      p.table(["date", "what", "owner", "who", "done"].map((key) => p.say(key)), seen.steps.map((/** @type {any} */ one) =>
        p.row(p.td(day(one.date, way.language), p.say("date")), p.th(one.what), p.td(p.said(one.who), p.say("owner")), p.td(p.who(one.by), p.say("who")), p.td(one.done ? "\u2713" : "", p.say("done")))))));
    return found;
  }

  /** A day in words; any other text as it is. @param {string} said @param {string} language */
  function day(said, language) {
    const [, ...parts] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(said) ?? [], [year, month, date] = parts.map(Number);
    const at = new Date(year, month - 1, date);
    return at.getDate() === date ? at.toLocaleDateString(language, { dateStyle: "long", numberingSystem: "latn", calendar: "gregory" }) : said;
  }

  /** The id of a part: rows stand below the map of the same table. @param {string} ref @param {string} key @param {string} view */
  const anchor = (ref, key, view) => `${ref}--${key}${view === "rows" ? "-rows" : ""}`.replace(/[/.]/g, "-");

  playbook.drawn = drawn;
})((window.playbook = window.playbook || {}));
