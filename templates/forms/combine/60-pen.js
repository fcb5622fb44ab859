// @ts-check
// What draws tables of many partners' answers: the elements that templates/combine/seen.html has.
((playbook) => {
  "use strict";
  if (playbook.penOf) return;
  const { make } = playbook;

  /** @param {any} seen @param {Playbook.Say} tell @param {{decimal: string, comma: string}} way @returns {any} */
  function penOf(seen, tell, { decimal, comma }) {
    const say = (/** @type {string} */ key, /** @type {any} */ values = {}) => tell(key, values);
    const total = seen.partners.length || seen.count || 0;

    /** @param {string} kind @param {string} css @param {(Node | string | false | null | undefined)[]} inside @returns {any} */
    const el = (kind, css, ...inside) => {
      const node = make(kind, css);
      node.append(.../** @type {(Node | string)[]} */ (inside.filter((one) => one !== false && one !== null && one !== undefined)));
      return node;
    };
    const chip = (/** @type {number} */ at) => {
      const { name, short } = seen.partners[at], seenShort = make("span", "", short);
      seenShort.setAttribute("aria-hidden", "true");
      return Object.assign(el("span", "pb-who", seenShort, make("span", "pb-hidden", name)), { title: name });
    };
    const size = (/** @type {any} */ by) => (typeof by === "number" ? by : by.length);
    const who = (/** @type {any} */ by) => typeof by === "number" ? make("span", "pb-many", by ? String(by) : "")
      : by.length ? el("span", "pb-whos", ...by.flatMap((/** @type {number} */ at) => [chip(at), " "])) : "";
    const names = (/** @type {number[]} */ by) => by.map((at) => seen.partners[at].name).join(comma);
    /** @param {any} value @returns {string} */
    const said = (value) => {
      if (value === null) return say("unknown");
      if (value === true) return "\u2713";
      if (Array.isArray(value)) return value.map(said).join(comma);
      if (typeof value === "object") return Object.entries(value).map(([key, one]) => `${key}: ${said(one)}`).join("; ");
      return value;
    };
    const words = (/** @type {any} */ value) => make("span", "pb-words", said(value));
    const apart = (/** @type {string} */ text) => make("strong", "pb-apart", text);
    const help = (/** @type {string} */ text) => make("p", "pb-help", text);
    /** @param {any} inside @param {string} label @param {string} [css] */
    const td = (inside, label, css = "") => {
      const cell = el("td", css, inside);
      if (label) cell.dataset.label = label;
      return cell;
    };
    const th = (/** @type {any} */ inside, scope = "row") => Object.assign(el("th", "", inside), { scope });
    const row = (/** @type {any[]} */ ...cells) => el("tr", "", ...cells);
    const table = (/** @type {any[]} */ heads, /** @type {any[]} */ rows) =>
      el("table", "pb-side-table", el("thead", "", row(...heads.map((head) => th(head, "col")))), el("tbody", "", ...rows));
    const withheld = (/** @type {any} */ one, /** @type {number} */ columns) =>
      row(th(one.label), Object.assign(make("td", "", say("withheld")), { colSpan: columns }));
    const list = (/** @type {any[]} */ all) => el("ul", "pb-side-said", ...all.map((one) => el("li", "", words(one.said), " ", who(one.by))));
    const labels = (/** @type {any[]} */ all) => all.map((one) => one.label);
    const step = (/** @type {any} */ by, /** @type {string} */ label, /** @type {boolean} */ between) => td(who(by), label, between ? "pb-step pb-between" : "pb-step");
    return { apart, chip, comma, decimal, el, help, labels, list, names, row, say, seen, size, said, step, table, td, th, total, who, withheld, words };
  }

  playbook.penOf = penOf;
})((window.playbook = window.playbook || {}));
