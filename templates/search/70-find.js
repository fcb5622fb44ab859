// @ts-check
// The page "Find": results and filters, with counts, kept in the address.
((playbook) => {
  "use strict";
  const PAGE = 20;

  /** @type {Record<string, (item: any, value: string) => boolean>} */
  const FITS = {
    kind: ({ kind }, value) => kind === value,
    phase: ({ phases }, value) => phases.includes(value),
    role: ({ roles }, value) => roles.includes(value),
    step: ({ steps }, value) => steps.includes(value),
    time: ({ minutes: [, most] }, value) => (value === "long" ? most > 60 : most <= Number(value)), // no time fits none
  };

  /** @param {HTMLFormElement} form @param {any} ranking @param {(path: string) => string} address */
  function find(form, ranking, address) {
    const { element, row, told } = playbook.search;
    const items = playbook.search.items(ranking.index);
    const page = /** @type {HTMLElement} */ (form.parentElement);
    const results = /** @type {HTMLElement} */ (page.querySelector("[data-find-results]"));
    const ways = /** @type {HTMLElement} */ (page.querySelector("[data-find-ways]"));
    const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const reset = /** @type {HTMLElement} */ (form.querySelector("[type=reset]"));
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    /** @type {HTMLSelectElement[]} */
    const slots = Array.from(form.querySelectorAll("select"));
    const before = status.textContent;
    const everything = items.map((/** @type {any} */ _, /** @type {number} */ item) => ({ item, score: 0 }));

    /** @param {number} item @param {HTMLSelectElement} [but] */
    const fits = (item, but) => slots.every((slot) => slot === but || !slot.value || FITS[slot.name](items[item], slot.value));

    /** Write beside each choice how many results it would leave. @param {{item: number}[]} found */
    function count(found) {
      for (const slot of slots) {
        const left = found.filter(({ item }) => fits(item, slot));
        for (const option of slot.options) {
          if (!option.value) continue;
          const many = left.filter(({ item }) => FITS[slot.name](items[item], option.value)).length;
          option.textContent = `${option.dataset.label} (${many})`;
          option.disabled = !many && !option.selected;
        }
      }
    }

    /** @param {{item: number}[]} fitting @param {any} marks */
    function list(fitting, marks) {
      const rows = element("ul", { class: "pb-rows pb-find-rows" });
      const more = element("button", { class: "pb-button", type: "button" }, [ranking.index.text.more]);
      const add = () => {
        const from = rows.children.length;
        rows.append(...fitting.slice(from, from + PAGE).map(({ item }) => row(ranking, items[item], marks, address, "h3")));
        more.hidden = rows.children.length >= fitting.length;
        return rows.children[from];
      };
      more.addEventListener("click", () => add().querySelector("a")?.focus());
      add();
      results.replaceChildren(/** @type {Node} */ (results.querySelector("h2")), ...(fitting.length ? [rows, more] : []));
    }

    function show() {
      const typed = input.value.trim();
      const answer = typed ? ranking.rank(typed) : { results: everything, read: [], marks: { stems: new Set(), starts: [] } };
      const fitting = answer.results.filter((/** @type {any} */ { item }) => fits(item));
      const asked = Boolean(typed) || slots.some((slot) => slot.value);
      count(answer.results);
      list(asked ? fitting : [], answer.marks);
      results.hidden = !asked || !fitting.length;
      ways.hidden = asked && fitting.length > 0;
      reset.hidden = !asked;
      status.textContent = asked ? told(ranking, answer, typed, fitting.length) : before;
    }

    function remember() {
      const query = new URLSearchParams();
      if (input.value.trim()) query.set("q", input.value.trim().slice(0, 400));
      for (const slot of slots) if (slot.value) query.set(slot.name, slot.value);
      const text = query.toString();
      history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
    }

    const change = () => {
      show();
      remember();
    };
    const given = new URLSearchParams(location.search);
    if (!input.value) input.value = (given.get("q") || "").slice(0, 400);
    for (const slot of slots) {
      slot.value = slot.value || given.get(slot.name) || "";
      if (slot.selectedIndex < 0) slot.value = "";
    }
    const filters = form.querySelector("details");
    if (filters && matchMedia("(max-width: 44em)").matches) filters.open = slots.some((slot) => slot.value) || filters.contains(document.activeElement);
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change();
    });
    form.addEventListener("reset", () =>
      setTimeout(() => {
        change();
        input.focus();
      }),
    );
    show();
    if (!given.toString() && document.activeElement === document.body) input.focus({ preventScroll: true });
  }

  playbook.search.find = find;
})(window.playbook);
