// @ts-check
// Sheets that lie on the table besides those of the points: ticked one by one, or all of a path.
((playbook) => {
  "use strict";
  if (playbook.besides) return;
  const { make } = playbook;
  const { MOST } = playbook.agenda;
  const ASKED = "sheets";

  /** @typedef {Playbook.TonightPage} Page @typedef {Playbook.LaidSheet} Laid */

  /** A sheet as it comes to the table. @param {Page} page @param {string} ref @returns {Laid} */
  const laid = ({ data }, ref) => ({ sheet: ref, called: data.sheets[ref][0], use: "one" });

  /** Whether a sheet is among some, by any name that it had. @param {Page} page @param {Laid[]} all @param {string} ref */
  const lies = (page, all, ref) => all.some((one) => one.sheet && playbook.points?.sheetOf(page, one.sheet)?.ref === ref);

  /** @param {Page} page @param {Laid} one @param {number} at */
  function row(page, one, at) {
    const { agenda, say } = page, item = make("li", "pb-laid"), out = make("button", "pb-button pb-button-quiet", say("out"));
    const sheetRow = playbook.points?.sheetRow(page, one, `beside:${at}`, (use) => page.lay(agenda.sheets.map((other, place) => (place === at ? { ...other, use } : other))));
    out.setAttribute("aria-label", `${say("out")}: ${one.called || one.sheet}`);
    out.dataset.at = `out-beside:${at}`;
    out.addEventListener("click", () => {
      page.lay(agenda.sheets.filter((_, place) => place !== at));
      (page.root.querySelector(`[data-at="out-beside:${Math.min(at, page.agenda.sheets.length - 1)}"]`) ?? page.part("choose-open")).focus();
    });
    if (sheetRow) item.append(sheetRow);
    item.append(out);
    return item;
  }

  /** @param {Page} page */
  function draw(page) {
    const { agenda, part } = page;
    part("besides").replaceChildren(...agenda.sheets.map((one, at) => row(page, one, at)));
    for (const box of part("choose").elements.sheet ? part("choose").querySelectorAll("[name=sheet]") : []) box.checked = lies(page, agenda.sheets, box.value);
  }

  /** Lay out what a path brings, and what no point has. @param {Page} page @param {string} path @param {string} title */
  async function layPath(page, path, title) {
    const { agenda, say, tell } = page;
    try {
      await playbook.later("sheets");
    } catch {
      return tell(say("pdf_missing"));
    }
    const before = agenda.sheets, there = [...agenda.points, ...before];
    const found = (playbook.known.packets[path]?.parts ?? []).filter((/** @type {string} */ ref) => ref in page.data.sheets && !lies(page, there, ref));
    const fresh = page.withCopies(found.slice(0, MOST - before.length).map((/** @type {string} */ ref) => laid(page, ref)));
    page.lay([...before, ...fresh]);
    tell(say("laid", { title, sheets: say("sheets", { count: fresh.length }) }), () => page.lay(before));
  }

  /** Hear what is chosen. @param {Page} page */
  function choosing(page) {
    const { part } = page, form = part("choose"), open = part("choose-open");
    open.addEventListener("click", () => {
      form.hidden = !form.hidden;
      open.setAttribute("aria-expanded", String(!form.hidden));
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    form.addEventListener("change", (/** @type {any} */ { target }) => {
      if (target.name === "path") {
        const { value, selectedOptions } = target;
        target.value = "";
        if (value) layPath(page, value, selectedOptions[0]?.text ?? value);
      } else if (target.name === "sheet") {
        const others = page.agenda.sheets.filter((one) => !lies(page, [one], target.value));
        page.lay(target.checked ? [...others, ...page.withCopies([laid(page, target.value)])].slice(0, MOST) : others);
      }
    });
  }

  /** Lay out the sheets of the path that the address asks for, once. @param {Page} page */
  function arrive(page) {
    const address = new URL(location.href), ref = address.searchParams.get(ASKED);
    if (ref === null) return;
    address.searchParams.delete(ASKED);
    history.replaceState(history.state, "", address);
    const paths = /** @type {HTMLOptionElement[]} */ (Array.from(page.part("choose").elements.path?.options ?? []));
    const path = paths.find((one) => one.value && one.value === ref);
    if (path) layPath(page, ref, path.text);
    else page.tell(page.say("path_gone"));
  }

  playbook.besides = { arrive, choosing, draw };
})((window.playbook = window.playbook || {}));
