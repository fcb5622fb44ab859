// @ts-check
// Rows that people add and remove: cards of a table, lines of a list. Numbers and names follow.
((playbook) => {
  "use strict";
  if (playbook.rowed) return;
  const { make } = playbook;
  const { all } = playbook.controls;
  const LONGEST = 70;
  const FOLDS = 5; // columns from which a card can be folded

  /** @typedef {Playbook.Ours<HTMLElement> & {dataset: {row: string}}} Row */
  /** @typedef {HTMLElement & {dataset: {rows: string, one: string}}} Box */

  const fresh = () => "r" + Date.now().toString(36) + Math.floor(Math.random() * 1e6).toString(36);

  const own = (/** @type {Box} */ box) =>
    /** @type {Row[]} */ (Array.from(box.querySelectorAll(":scope > [data-row]:not([data-spare])")));

  /** The rows to copy, by their containers; they are taken off the page.
   * @param {Playbook.View} view @returns {Map<Box, Row>} */
  function patternsOf({ form }) {
    const patterns = new Map();
    for (const box of form.querySelectorAll("[data-rows]:not([data-fixed])")) {
      const [first, ...spare] = box.querySelectorAll(":scope > [data-row]");
      for (const row of spare) for (const control of all(row)) control.removeAttribute("name");
      const pattern = first.cloneNode(true);
      const last = pattern.querySelector(".pb-card-cells") ?? pattern;
      last.append(make("button", "pb-plain pb-remove"));
      const legend = pattern.querySelector("legend");
      if (legend && pattern.querySelectorAll(".pb-cell").length >= FOLDS) {
        const opener = make("button", "pb-fold");
        opener.setAttribute("aria-expanded", "true");
        opener.setAttribute("aria-controls", pattern.querySelector(".pb-card-cells").id);
        legend.replaceChildren(opener);
        last.append(stepper());
      }
      patterns.set(box, pattern);
      first.remove();
    }
    return patterns;
  }

  /** The way to the row before and to the next, for who sees one at a time. */
  function stepper() {
    const place = make("p", "pb-card-steps"), back = make("button", "pb-button pb-button-quiet"), next = make("button", "pb-button");
    back.dataset.step = "-1";
    next.dataset.step = "1";
    place.append(back, make("span", ""), next);
    return place;
  }

  /** A row that stays though nothing is typed into it yet. @param {Row} row */
  function opened(row) {
    row.dataset.open = "";
    return row;
  }

  /** @param {Row} row @param {boolean} shut */
  function fold(row, shut) {
    row.querySelector(".pb-fold")?.setAttribute("aria-expanded", String(!shut));
  }

  const first = (/** @type {ParentNode | null | undefined} */ row) =>
    /** @type {any} */ (row?.querySelector(".pb-fold[aria-expanded=false]") ?? row?.querySelector("input, textarea, select"));

  /** The rows of a form on its page: those that its copy has, and those that stand open.
   * @param {Playbook.View} view @param {Map<Box, Row>} patterns */
  function builder(view, patterns) {
    let shown = "";

    /** @param {Box} box @param {string} id */
    function build(box, id) {
      const row = /** @type {Row} */ (/** @type {Row} */ (patterns.get(box)).cloneNode(true));
      const old = `f-${box.dataset.rows}-0`;
      for (const node of [row, ...row.querySelectorAll("[id], [for], [aria-describedby], [aria-controls]")])
        for (const name of ["id", "for", "aria-describedby", "aria-controls"])
          if (node.getAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(old, `f-${box.dataset.rows}-${id}`));
      row.dataset.row = id;
      return row;
    }

    /** Bring the rows on the page in line with those of the copy; at least one stands open. */
    function sync() {
      if (shown !== view.copy) for (const row of view.form.querySelectorAll("[data-open]")) row.remove();
      shown = view.copy;
      for (const box of patterns.keys()) {
        const ids = playbook.pieces.rows(view.pieces, box.dataset.rows);
        const there = new Map(own(box).map((row) => [row.dataset.row, row]));
        const open = [...there.values()].filter((row) => row.dataset.open !== undefined && !ids.includes(row.dataset.row));
        for (const [id, row] of there) if (!ids.includes(id) && !open.includes(row)) row.remove();
        const wanted = ids.map((id) => there.get(id) ?? build(box, id)).concat(open);
        if (!wanted.length) wanted.push(opened(build(box, fresh())));
        wanted.forEach((row, place) => {
          if (own(box)[place] !== row) box.insertBefore(row, own(box)[place] ?? box.querySelector("[data-spare]"));
          if (!there.has(row.dataset.row) && row.dataset.open === undefined) fold(row, true);
          all(row).forEach((control) => (control.name = control.name.replace(/\.\w+/, "." + place)));
        });
        box.toggleAttribute("data-none", !ids.length);
      }
    }
    return { build, sync };
  }

  /** The name of a row: what it is called, its number, and what was typed as its name.
   * @param {Playbook.View} view @param {Box} box @param {Row} row */
  function called({ sheet, say }, box, row) {
    const field = /** @type {Playbook.Field} */ (sheet.fields.find((one) => one.key === box.dataset.rows));
    const named = field.map?.label ?? (field.columns ?? []).find((one) => playbook.types[one.type].titles && one.option === undefined)?.key;
    const typed = named ? row.querySelector(`[name$=".${named}"]`) : null;
    const number = say("row", { label: box.dataset.one, number: own(box).indexOf(row) + 1 });
    return { number, typed: typed?.value.trim() || "", field };
  }

  /** Whether something was typed into a row. @param {Playbook.View} view @param {Row} row */
  const kept = ({ pieces }, row) => typeof pieces[`${row.parentElement?.dataset.rows}.${row.dataset.row}`]?.[0] === "number";

  /** Write the name and the marks of a row. @param {Playbook.View} view @param {Box} box @param {Row} row */
  function label(view, box, row) {
    const { number, typed, field } = called(view, box, row);
    const name = typed.slice(0, LONGEST);
    const opener = row.querySelector(".pb-fold"), legend = row.querySelector("legend"), remover = row.querySelector(".pb-remove");
    const said = view.say("remove", { name: name || number });
    if (remover) remover.hidden = own(box).length === 1 && !kept(view, row);
    if (remover && !field.columns) {
      remover.setAttribute("aria-label", said);
      remover.textContent = "\u00d7";
    } else if (remover) remover.textContent = said;
    if (opener) {
      step(view, box, row);
      const keys = /** @type {string[]} */ ([field.map?.x, field.map?.y].filter(Boolean));
      const facts = keys.map((key) => text(row, key)).filter(Boolean);
      opener.replaceChildren(make("span", "pb-fold-number", number), make("b", "", name), make("span", "", facts.join(", ")));
    } else if (legend) legend.textContent = typed ? `${number}: ${name}` : number;
    else row.querySelector("label").textContent = view.say("row", { label: field.label, number: own(box).indexOf(row) + 1 });
  }

  /** Say where a row stands among the others, and what comes next. @param {Playbook.View} view @param {Box} box @param {Row} row */
  function step({ say }, box, row) {
    const beside = own(box), at = beside.indexOf(row), [back, place, next] = row.querySelector(".pb-card-steps").children;
    back.textContent = say("row_back");
    back.hidden = at === 0;
    place.textContent = say("row_of", { number: at + 1, total: beside.length });
    place.hidden = beside.length === 1;
    next.textContent = say("row_next");
    next.hidden = at + 1 === beside.length; // there the button below goes on
  }

  /** What was chosen in a row, in words. @param {Row} row @param {string} key */
  function text(row, key) {
    const control = row.querySelector(`select[name$=".${key}"], [name$=".${key}"]:checked`);
    return control?.selectedOptions ? control.value && control.selectedOptions[0].textContent : control?.parentElement.textContent.trim();
  }

  /** Adding and removing, by buttons and by Enter in a line.
   * @param {Playbook.View} view @param {(box: Box, id: string) => Row} build */
  function listen(view, build) {
    const { form, say } = view;

    /** @param {string} key */
    function add(key) {
      const box = form.querySelector(`[data-rows="${key}"]`);
      const most = playbook.budgets.rows; // with more, the file that is saved would not open again
      if (own(box).length >= most) return view.tell(say("rows_full", { most }));
      const row = opened(build(box, fresh()));
      box.insertBefore(row, box.querySelector("[data-spare]"));
      for (const other of own(box)) if (other !== row && called(view, box, other).typed) fold(other, true);
      view.show();
      first(row).focus();
      view.status(say("added", { name: called(view, box, row).number }));
    }

    /** @param {Row} row */
    function remove(row) {
      const box = /** @type {Box} */ (row.parentElement);
      const { number, typed } = called(view, box, row);
      const marker = `${box.dataset.rows}.${row.dataset.row}`;
      const place = view.pieces[marker]?.[0];
      const next = /** @type {any} */ (row.nextElementSibling);
      delete row.dataset.open;
      row.remove();
      const back = typeof place === "number" ? view.change({ [marker]: null }) : undefined;
      view.show();
      const beside = next && next.dataset.spare === undefined ? next : null;
      (first(beside) ?? form.querySelector(`[data-add="${box.dataset.rows}"]`)).focus();
      view.tell(say("removed", { name: typed || number }), back);
    }

    /** Fold a row and go on to the one beside it; the last that says something is followed by a new one. @param {Row} row @param {number} by */
    function go(row, by) {
      const box = /** @type {Box} */ (row.parentElement), to = own(box)[own(box).indexOf(row) + by];
      if (!to && kept(view, row)) return add(box.dataset.rows);
      if (to) fold(row, true);
      fold(to ?? row, false);
      first(to ?? row).focus();
    }

    /** To the next control of a row, as a phone's keyboard promises; from the last one to the next row. @param {Row} row @param {HTMLElement} control */
    function onward(row, control) {
      const controls = /** @type {HTMLElement[]} */ (Array.from(row.querySelectorAll("input, textarea, select"))).filter((one) => one.offsetParent);
      const next = controls[controls.indexOf(control) + 1];
      if (next) next.focus();
      else if (row.querySelector(".pb-fold")) go(row, 1);
    }

    form.addEventListener("click", (/** @type {any} */ event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.add) add(button.dataset.add);
      else if (button.dataset.step) go(button.closest("[data-row]"), Number(button.dataset.step));
      else if (button.classList.contains("pb-remove")) remove(button.closest("[data-row]"));
      else if (button.classList.contains("pb-fold")) fold(button.closest("[data-row]"), button.getAttribute("aria-expanded") === "true");
    });
    form.addEventListener("keydown", (/** @type {any} */ event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.dataset.line === undefined) return;
      event.preventDefault(); // a line has no second one; in a list it goes on to the next
      const row = event.target.closest("li[data-row]");
      const next = row?.nextElementSibling;
      const card = event.target.closest(".pb-card-form[data-row]");
      if (card) onward(card, event.target);
      else if (next && next.dataset.spare === undefined) first(next).focus();
      else if (row) add(row.parentElement.dataset.rows);
    });
  }

  /** The markers that a change in `control` needs: a row is there once something is typed into it.
   * @param {Playbook.View} view @param {Map<Box, Row>} patterns @param {any} control */
  function marks(view, patterns, control) {
    const row = control.closest("[data-row]");
    const box = row?.parentElement;
    if (!row || !patterns.has(box)) return {};
    const marker = `${box.dataset.rows}.${row.dataset.row}`;
    if (typeof view.pieces[marker]?.[0] === "number") return {};
    const ids = playbook.pieces.rows(view.pieces, box.dataset.rows);
    const last = ids.length ? view.pieces[`${box.dataset.rows}.${ids[ids.length - 1]}`][0] : -1;
    return { [marker]: last + 1 };
  }

  /** @param {Playbook.View} view */
  function rows(view) {
    const patterns = patternsOf(view);
    const { build, sync } = builder(view, patterns);
    listen(view, build);
    view.drawing.push(sync);
    view.beside.push((control) => marks(view, patterns, control));
    view.changed.push(() => {
      for (const box of patterns.keys()) for (const row of own(box)) label(view, box, row);
    });
  }

  playbook.rowed = rows;
})((window.playbook = window.playbook || {}));
