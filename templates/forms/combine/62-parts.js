// @ts-check
// How each part of what is to be seen is drawn; `p` is the pen.
((playbook) => {
  "use strict";
  if (playbook.drawnParts) return;
  const { make } = playbook;

  /** @type {Record<string, (p: any, part: any, sheet: any) => (Node | string)[]>} */
  const views = {
    said: (p, part) => [p.list(part.answers)],
    lines: (p, part) => [p.list(part.lines)],
    scores: (p, part) => [
      p.help(`${part.steps[0]}: ${part.low} \u00b7 ${part.steps.at(-1)}: ${part.high}`),
      p.table([part.label, ...part.steps, p.say("unknown"), p.say("median"), p.say("spread")],
        part.rows.filter((/** @type {any} */ one) => one.withheld || one.median || p.size(one.unknown)).map((/** @type {any} */ one) => {
          if (one.withheld) return p.withheld(one, part.steps.length + 3);
          const [from, to] = [part.steps.indexOf(one.least), part.steps.indexOf(one.most)];
          const ends = p.say("from_to", { least: one.least, most: one.most });
          return p.row(p.th(one.label), ...part.steps.map((/** @type {string} */ label, /** @type {number} */ at) => p.step(one.by[at], label, Boolean(one.median) && from <= at && at <= to)),
            p.td(p.who(one.unknown), p.say("unknown")), p.td(one.median.replace(".", p.decimal), p.say("median")),
            p.td(one.median && (one.spread * 4 >= (part.steps.length - 1) * 3 ? p.apart(ends) : ends), p.say("spread")));
        })),
    ],
    counts: (p, part) => [p.table([part.label, p.say("how_many"), p.say("who")], part.options.map((/** @type {any} */ one) => {
      const bar = make("span", "pb-bar", String(p.size(one.by)));
      bar.style.setProperty("--part", String(p.size(one.by) / Math.max(part.answered ?? p.total, 1)));
      return p.row(p.th(one.label), p.td(bar, p.say("how_many")), p.td(typeof one.by === "number" ? "" : p.who(one.by), p.say("who")));
    }))],
    topics: (p, part) => [p.table([p.say("topic"), ...p.labels(part.lists), p.say("together")], part.rows.map((/** @type {any} */ one) =>
      p.row(p.th(one.text), ...part.lists.map((/** @type {any} */ { label }, /** @type {number} */ at) => p.td(p.who(one.by[at]), label)),
        p.td(one.apart ? p.apart(p.say("two_lists")) : p.say("of", { part: p.size(one.by.find((/** @type {any} */ by) => p.size(by))), total: p.total }), p.say("together")))))],
    match: (p, part) => {
      const side = (/** @type {any[]} */ all) => (all.length ? p.el("ul", "pb-side-said", ...all.map((one) => p.el("li", "", p.who(one.by), " ", p.words(one.said)))) : "");
      return [p.table([p.say("kind"), p.say("asked"), p.say("offered")], part.rows.map((/** @type {any} */ one) =>
        p.row(p.th(one.label || p.say("no_kind")), p.td(side(one.asked), p.say("asked")), p.td(one.offered.length ? side(one.offered) : one.id && p.apart(p.say("nobody")), p.say("offered")))))];
    },
    map: (p, part) => [mapped(p, part), p.table([part.label, ...p.labels(part.x.steps), part.y.label, p.say("together")], part.rows.map((/** @type {any} */ one) => {
      const at = one.marks.map((/** @type {any} */ mark) => part.x.steps.findIndex((/** @type {any} */ x) => x.id === mark.x)).filter((/** @type {number} */ x) => x >= 0);
      return p.row(p.th(one.text), ...part.x.steps.map((/** @type {any} */ x, /** @type {number} */ here) => {
        const cell = p.step([], x.label, at.length > 0 && Math.min(...at) <= here && here <= Math.max(...at));
        cell.append(...one.marks.filter((/** @type {any} */ mark) => mark.x === x.id).map((/** @type {any} */ mark) => p.who(mark.by)));
        return cell;
      }), p.td(part.y.steps.find((/** @type {any} */ y) => y.id === one.y)?.label ?? "", part.y.label), p.td(one.spread > 0 && p.apart(p.say("differently")), p.say("together")));
    }))],
    rows: (p, part) => [p.table([...p.labels(part.columns), p.say("who")], part.rows.map((/** @type {any} */ one) =>
      p.row(...one.cells.map((/** @type {any} */ cell, /** @type {number} */ at) => p.td(p.said(cell), part.columns[at].label)), p.td(p.who(one.by), p.say("who")))))],
    cells: (p, part) => [p.table([part.label, p.say("answers")], part.rows.filter((/** @type {any} */ one) => one.withheld || one.answers.length)
      .map((/** @type {any} */ one) => (one.withheld ? p.withheld(one, 1) : p.row(p.th(one.label), p.td(p.list(one.answers), p.say("answers"))))))],
    ticks: (p, part, sheet) => {
      const by = /** @type {number[]} */ (sheet.by ?? []);
      return [p.table([p.say("item"), ...by.map(p.chip), p.say("how_many")], part.rows.map((/** @type {any} */ one) =>
        p.row(p.th(one.label), ...by.map((at) => p.td(one.by.includes(at) ? "\u2713" : "", p.seen.partners[at].name, "pb-tick")),
          p.td(by.length ? p.say("of", { part: one.by.length, total: by.length }) : String(one.by), p.say("how_many")))))];
    },
  };

  /** @param {any} p @param {any} part */
  function mapped(p, part) {
    const cell = (/** @type {any} */ x, /** @type {any} */ y) => p.el("td", part.begin[0] === x.id && part.begin[1] === y.id ? "pb-begin" : "",
      ...part.rows.filter((/** @type {any} */ one) => one.x === x.id && one.y === y.id).map((/** @type {any} */ one) => p.el("span", "pb-name", one.spread ? p.apart(one.text) : one.text)));
    return p.el("table", "pb-side-map", make("caption", "pb-hidden", part.label),
      p.el("thead", "", p.row(make("td", ""), ...p.labels(part.x.steps).map((/** @type {string} */ label) => p.th(label, "col")))),
      p.el("tbody", "", ...[...part.y.steps].reverse().map((/** @type {any} */ y) => p.row(p.th(y.label), ...part.x.steps.map((/** @type {any} */ x) => cell(x, y))))));
  }

  playbook.drawnParts = views;
})((window.playbook = window.playbook || {}));
