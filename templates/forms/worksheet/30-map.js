// @ts-check
// The map of a table: rows as marks in a grid of two of its columns, and where they stood in another copy.
((playbook) => {
  "use strict";
  if (playbook.map) return;
  const { make } = playbook;
  const NARROW = 560;
  // Shapes by the steps of x, around a centre; filled or not.
  const SHAPES = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M0-6.5L6.5 0 0 6.5-6.5 0z",
    "M-5-5H5V5H-5z", "M-5-5H5V5H-5z", "M0-6L6 5H-6z", "M0-6L6 5H-6z"];
  const FULL = [true, false, false, false, true, false, true];
  const SVG = "http://www.w3.org/2000/svg";

  /** The mark of a step of x. @param {number} step */
  function mark(step) {
    const svg = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", "-8 -8 16 16");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SHAPES[step % SHAPES.length]);
    path.setAttribute("class", FULL[step % FULL.length] ? "pb-map-full" : "pb-map-mark");
    svg.append(path);
    return svg;
  }

  /** The steps of an axis. @param {Playbook.Field} column @returns {{id: string, label: string}[]} */
  function steps(column) {
    return column.options ?? /** @type {Required<Playbook.Shape>} */ (playbook.fields[column.type]).steps(column).map((id) => ({ id, label: id }));
  }

  /** The map as a table, upright where it is narrow; no name is cut.
   * @param {HTMLElement} box @param {any} table @param {any[]} entries @param {any} say
   * @param {any[]} [earlier] entries as they stood in another copy */
  function chart(box, table, entries, say, earlier = []) {
    const { map, columns } = table;
    const [x, y] = [map.x, map.y].map((key) => columns.find((/** @type {any} */ one) => one.key === key));
    const upright = box.clientWidth < NARROW;
    const [across, down] = upright ? [y, x] : [x, y];
    const [cols, rows] = [steps(across), upright ? steps(down) : [...steps(down)].reverse()];
    const head = (/** @type {string} */ text, /** @type {string} */ scope) => Object.assign(make("th", "", text), { scope });
    const line = (/** @type {Node[]} */ ...cells) => {
      const row = make("tr", "");
      row.append(...cells);
      return row;
    };
    const item = (/** @type {any} */ one, /** @type {string} */ kind, /** @type {string} */ text) => {
      const entry = make("li", kind);
      entry.append(mark(steps(x).findIndex((step) => step.id === one[x.key])), make("span", "", text));
      return entry;
    };
    const cell = (/** @type {string} */ col, /** @type {string} */ row) => {
      const inside = (/** @type {any} */ one) => one[across.key] === col && one[down.key] === row;
      const begin = map.begin?.[across.key] === col && map.begin?.[down.key] === row;
      const [place, list] = [make("td", begin ? "pb-map-begin" : ""), make("ul", "")];
      list.append(
        ...entries.filter(inside).map((one) => item(one, "", one[map.label] || say("map_nameless"))),
        ...earlier.filter(inside).map((one) => item(one, "pb-map-was", say("map_was", { name: one[map.label] }))),
      );
      if (begin) place.append(make("p", "", say("map_begin")));
      if (list.firstChild) place.append(list);
      return place;
    };
    const made = make("table", upright ? "pb-map-chart pb-map-upright" : "pb-map-chart");
    made.createCaption().textContent = say("map_title", { x: x.label, y: y.label });
    made.createTHead().append(line(...(upright ? [] : [make("td", "")]), ...cols.map((col) => head(col.label, "col"))));
    for (const row of rows) {
      const cells = cols.map((col) => cell(col.id, row.id)), part = made.createTBody();
      if (upright) part.append(line(Object.assign(head(row.label, "rowgroup"), { colSpan: cols.length })), line(...cells));
      else part.append(line(head(row.label, "row"), ...cells));
    }
    box.replaceChildren(made);
  }

  /** What stands on the map of a table; the rest is told. @param {HTMLElement} box @param {any} table @param {any[]} entries @param {any} say */
  function placed(box, table, entries, say) {
    const { map } = table;
    const on = entries.filter((one) => isOn(table, one));
    const off = entries.filter((one) => !on.includes(one)).map((one) => one[map.label]).filter(Boolean);
    box.replaceChildren();
    if (!on.length) box.append(make("p", "pb-help", say("map_none")));
    if (off.length) box.append(make("p", "pb-help", say("map_off", { names: off.join(", ") })));
    return on;
  }

  /** Whether an entry has a place on the map. @param {any} table @param {any} entry */
  const isOn = ({ map, columns }, entry) => [map.x, map.y].every((key) =>
    steps(columns.find((/** @type {any} */ one) => one.key === key)).some((step) => step.id === entry[key]));

  /** The entries of another copy that stood elsewhere, or are here no more.
   * @param {any} table @param {any[]} before @param {any[]} now */
  function movedFrom(table, before, now) {
    const { label, x, y } = table.map;
    const place = (/** @type {any} */ one) => JSON.stringify([one[label], one[x], one[y]]);
    const there = new Set(now.map(place));
    return before.filter((one) => one[label] && isOn(table, one) && !there.has(place(one)));
  }

  /** The rows of a table in the pieces of a copy. @param {any} table @param {Playbook.Pieces} pieces @param {any} sheet @returns {any[]} */
  const rowsIn = (table, pieces, sheet) => Object.values(playbook.pieces.whole(pieces, sheet).answers[table.key] ?? []);

  /** The grid with names in it: the map on paper, which hides none. @param {HTMLElement} place @param {any} table @param {any[]} entries that are on it */
  function grid(place, { map, columns }, entries) {
    const [x, y] = [map.x, map.y].map((key) => steps(columns.find((/** @type {any} */ one) => one.key === key)).map(({ id }) => id));
    const lists = place.querySelectorAll("td > ul");
    lists.forEach((list) => list.replaceChildren());
    for (const one of entries) if (one[map.label]) lists[(y.length - 1 - y.indexOf(one[map.y])) * x.length + x.indexOf(one[map.x])].append(make("li", "", one[map.label]));
    place.toggleAttribute("data-mapped", entries.length > 0);
  }

  /** Offer the other copies to look at beside this one. @param {HTMLSelectElement} choice @param {Playbook.View} view */
  function offer(choice, view) {
    const others = view.others();
    const shown = Array.from(choice.options).slice(1);
    if (others.flat().join("\n") !== shown.flatMap((one) => [one.value, one.text]).join("\n")) {
      const { value } = choice;
      for (const one of shown) one.remove();
      choice.append(...others.map(([copy, name]) => new Option(name, copy)));
      choice.value = others.some(([copy]) => copy === value) ? value : "";
    }
    /** @type {HTMLElement} */ (choice.closest("[data-map-before]")).hidden = !others.length;
    return choice.value;
  }

  /** @param {Playbook.View} view */
  function mapped(view) {
    for (const table of view.sheet.fields.filter((field) => field.map)) {
      const place = view.form.querySelector(`[data-map="${table.key}"]`);
      const [drawing, said] = ["drawing", "said"].map((name) => place.querySelector(`[data-map-${name}]`));
      const choice = place.querySelector("[data-map-before] select");
      let drawn = "";
      const again = () => {
        const other = offer(choice, view);
        const entries = rowsIn(table, view.pieces, view.sheet);
        const before = other ? rowsIn(table, playbook.pieces.moved(view.store.read(other)?.pieces ?? {}, view.sheet), view.sheet) : [];
        const now = JSON.stringify([entries, before, drawing.clientWidth < NARROW]);
        if (now === drawn || !drawing.clientWidth) return;
        drawn = now;
        const on = placed(said, table, entries, view.say);
        grid(place, table, on);
        chart(drawing, table, on, view.say, movedFrom(table, before, on));
      };
      view.changed.push(again);
      choice.addEventListener("change", again);
      const watch = new ResizeObserver(again);
      watch.observe(drawing);
      view.signal.addEventListener("abort", () => watch.disconnect());
      const example = /** @type {HTMLElement | null | undefined} */ (view.root.parentElement?.querySelector(`[data-map-example="${table.key}"]`));
      if (example)
        new ResizeObserver(() => example.clientWidth && chart(example, table, view.example()[table.key], view.say)).observe(example);
    }
  }

  playbook.map = mapped;
})((window.playbook = window.playbook || {}));
