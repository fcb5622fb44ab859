// @ts-check
// The map of a table: rows as marks on two of its columns, and a table that says the same.
((playbook) => {
  "use strict";
  if (playbook.map) return;
  const { make } = playbook;
  const LINE = 16, GAP = 6, MARK = 18, NARROW = 560;
  // Shapes by the steps of x, around a centre; filled or not.
  const SHAPES = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M0-6.5L6.5 0 0 6.5-6.5 0z",
    "M-5-5H5V5H-5z", "M-5-5H5V5H-5z", "M0-6L6 5H-6z", "M0-6L6 5H-6z"];
  const FULL = [true, false, false, false, true, false, true];

  /** @param {string} kind @param {Record<string, any>} given @param {string} [text] @returns {any} */
  function draw(kind, given, text) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const name of Object.keys(given)) node.setAttribute(name, String(given[name]));
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /** The steps of an axis. @param {Playbook.Field} column @returns {{id: string, label: string}[]} */
  function steps(column) {
    return column.options ?? /** @type {Required<Playbook.Shape>} */ (playbook.fields[column.type]).steps(column).map((id) => ({ id, label: id }));
  }

  const pen = document.createElement("canvas").getContext("2d");
  /** Words on at most two lines that are `room` wide. @param {string} text @param {number} room @returns {string[]} */
  function wrapped(text, room) {
    const fits = (/** @type {string} */ line) => !pen || pen.measureText(line).width <= room;
    const cut = (/** @type {string} */ line) => {
      if (fits(line)) return line;
      const signs = Array.from(line);
      while (signs.length > 1 && !fits(signs.join("") + "\u2026")) signs.pop();
      return signs.join("").trimEnd() + "\u2026";
    };
    const left = text.split(/\s+/);
    let first = left.shift() ?? "";
    while (left.length && fits(`${first} ${left[0]}`)) first += " " + left.shift();
    return left.length ? [cut(first), cut(left.join(" "))] : [cut(first)];
  }

  /** @param {HTMLElement} box @param {any} table @param {any[]} entries @param {any} say */
  function picture(box, table, entries, say) {
    const { map, columns } = table;
    const [x, y] = [map.x, map.y].map((key) => columns.find((/** @type {any} */ one) => one.key === key));
    const width = Math.max(box.clientWidth, 280);
    const upright = width < NARROW;
    const [across, down] = upright ? [y, x] : [x, y];
    const [cols, rows] = [steps(across), upright ? steps(down) : [...steps(down)].reverse()];
    const left = upright ? 0 : 96, head = 24, foot = 24;
    const wide = (width - left) / cols.length;
    if (pen) pen.font = "13px " + getComputedStyle(box).fontFamily;
    const svg = draw("svg", { class: "pb-map-svg", role: "img", "aria-label": say("map_title", { x: x.label, y: y.label }) });
    const put = (/** @type {number} */ at, /** @type {number} */ line, /** @type {string} */ text, more = {}) =>
      svg.append(draw("text", { x: at, y: line, ...more }, text));
    let top = head;
    cols.forEach((col, i) => put(left + (i + 0.5) * wide, upright ? top - 8 : 0, wrapped(col.label, wide - 8)[0], { "text-anchor": "middle", "data-foot": "" }));
    for (const row of rows) {
      const cells = cols.map((col) => entries.filter((one) => one[across.key] === col.id && one[down.key] === row.id)
        .map((one) => ({ ...one, lines: wrapped(one[map.label] || say("map_nameless"), wide - MARK - 14) })));
      const start = upright ? LINE + 6 : 0;
      const tall = Math.max(upright ? 62 : 74, ...cells.map((cell) => start + 26 + cell.reduce((sum, one) => sum + one.lines.length * LINE + GAP, 0)));
      cells.forEach((cell, i) => {
        const begin = map.begin?.[across.key] === cols[i].id && map.begin?.[down.key] === row.id;
        svg.append(draw("rect", { x: left + i * wide, y: top, width: wide, height: tall, class: begin ? "pb-map-begin" : "pb-map-cell" }));
        if (begin) put(left + i * wide + 8, top + tall - 8, wrapped(say("map_begin"), wide - 12)[0], { class: "pb-map-axis" });
        let line = top + start + 18;
        for (const one of cell) {
          const shape = steps(x).findIndex((step) => step.id === one[x.key]) % SHAPES.length;
          svg.append(draw("path", { d: SHAPES[shape], transform: `translate(${left + i * wide + 14} ${line - 4})`, class: FULL[shape] ? "pb-map-full" : "pb-map-mark" }));
          one.lines.forEach((/** @type {string} */ text, /** @type {number} */ n) => put(left + i * wide + MARK + 8, line + n * LINE, text, { "data-mark": "" }));
          line += one.lines.length * LINE + GAP;
        }
      });
      if (upright) put(6, top + 16, row.label, { class: "pb-map-axis" });
      else put(left - 8, top + tall / 2, wrapped(row.label, left - 34)[0], { "text-anchor": "end", class: "pb-map-axis" });
      top += tall;
    }
    if (!upright) svg.querySelectorAll("[data-foot]").forEach((/** @type {any} */ one) => one.setAttribute("y", top + 17));
    put(left + (width - left) / 2, upright ? top + 18 : top + 36, across.label, { "text-anchor": "middle", class: "pb-map-title" });
    if (!upright) svg.append(draw("text", { transform: `translate(14 ${(head + top) / 2}) rotate(-90)`, "text-anchor": "middle", class: "pb-map-title" }, down.label));
    svg.setAttribute("viewBox", `0 0 ${width} ${top + foot + 18}`);
    box.replaceChildren(svg);
  }

  /** @param {HTMLElement} box @param {any} table @param {any[]} entries @param {any} say */
  function words(box, table, entries, say) {
    const { map, columns } = table;
    const [name, x, y] = [map.label, map.x, map.y].map((key) => columns.find((/** @type {any} */ one) => one.key === key));
    const place = (/** @type {any} */ column, /** @type {any} */ one) => steps(column).findIndex((step) => step.id === one[column.key]);
    const on = entries.filter((one) => place(x, one) >= 0 && place(y, one) >= 0);
    const off = entries.filter((one) => !on.includes(one)).map((one) => one[name.key]).filter(Boolean);
    on.sort((a, b) => place(y, b) - place(y, a) || place(x, a) - place(x, b));
    box.replaceChildren();
    if (!on.length) box.append(make("p", "pb-help", say("map_none")));
    else {
      const list = make("table", "pb-table");
      const line = (/** @type {string} */ kind, /** @type {string[]} */ texts) => {
        const row = make("tr", "");
        texts.forEach((text, i) => {
          const cell = make(i && kind === "td" ? "td" : "th", "", text);
          if (cell.localName === "th") cell.scope = kind === "th" ? "col" : "row";
          row.append(cell);
        });
        return row;
      };
      list.createTHead().append(line("th", [name, x, y].map((one) => one.label)));
      list.createTBody().append(...on.map((one) => line("td", [one[name.key] || say("map_nameless"), steps(x)[place(x, one)].label, steps(y)[place(y, one)].label])));
      box.append(list);
    }
    if (off.length) box.append(make("p", "pb-help", say("map_off", { names: off.join(", ") })));
    return on;
  }

  /** The grid with names in it: the map on paper, which hides none. @param {HTMLElement} place @param {any} table @param {any[]} entries that are on it */
  function grid(place, { map, columns }, entries) {
    const [x, y] = [map.x, map.y].map((key) => steps(columns.find((/** @type {any} */ one) => one.key === key)).map(({ id }) => id));
    const lists = place.querySelectorAll("td > ul");
    lists.forEach((list) => list.replaceChildren());
    for (const one of entries) if (one[map.label]) lists[(y.length - 1 - y.indexOf(one[map.y])) * x.length + x.indexOf(one[map.x])].append(make("li", "", one[map.label]));
    place.toggleAttribute("data-mapped", entries.length > 0);
  }

  /** @param {Playbook.View} view */
  function mapped(view) {
    for (const table of view.sheet.fields.filter((field) => field.map)) {
      const place = view.form.querySelector(`[data-map="${table.key}"]`);
      const [drawing, said] = ["drawing", "said"].map((name) => place.querySelector(`[data-map-${name}]`));
      let drawn = "";
      const again = () => {
        const answers = playbook.pieces.whole(view.pieces, view.sheet).answers[table.key] ?? [];
        const entries = Array.isArray(answers) ? answers : Object.values(answers);
        const now = JSON.stringify(entries) + drawing.clientWidth;
        if (now === drawn || !drawing.clientWidth) return;
        drawn = now;
        const on = words(said, table, entries, view.say);
        grid(place, table, on);
        picture(drawing, table, on, view.say);
      };
      view.changed.push(again);
      const watch = new ResizeObserver(again);
      watch.observe(drawing);
      view.signal.addEventListener("abort", () => watch.disconnect());
      document.fonts.ready.then(() => {
        drawn = "";
        again();
      });
      const example = /** @type {HTMLElement | null | undefined} */ (view.root.parentElement?.querySelector(`[data-map-example="${table.key}"]`));
      if (example)
        new ResizeObserver(() => example.clientWidth && picture(example, table, view.sheet.example[table.key], view.say)).observe(example);
    }
  }

  playbook.map = mapped;
})((window.playbook = window.playbook || {}));
