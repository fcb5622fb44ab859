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

  /** Which results fit the choices of a form, and how many each choice would leave.
   * @param {Playbook.Item[]} items @param {HTMLSelectElement[]} slots */
  function filter(items, slots) {
    // Few items name both a role and a step, and most of what a step needs is for everybody. So beside a step
    // the role leaves nothing out: it puts first what names it.
    const [role, step] = ["role", "step"].map((name) => slots.find((slot) => slot.name === name));
    const names = (/** @type {{item: number}} */ { item }) => FITS.role(items[item], role?.value || "");

    /** @param {number} item @param {HTMLSelectElement} [but] the choice that is left open */
    function fits(item, but) {
      const leads = Boolean(step && (step.value || step === but));
      return slots.every((slot) => slot === but || !slot.value || (slot === role && leads) || FITS[slot.name](items[item], slot.value));
    }

    /** @template {{item: number}} One @param {One[]} found @returns {One[]} */
    function fitting(found) {
      const left = found.filter(({ item }) => fits(item));
      return step?.value && role?.value ? left.sort((a, b) => Number(names(b)) - Number(names(a))) : left;
    }

    /** Write beside each choice how many results it would leave. @param {{item: number}[]} found */
    function count(found) {
      for (const slot of slots) {
        const first = slot === role && step?.value; // it leaves nothing out
        const left = found.filter(({ item }) => fits(item, slot));
        for (const option of slot.options) {
          if (!option.value) continue;
          const many = left.filter(({ item }) => FITS[slot.name](items[item], option.value)).length;
          option.textContent = first ? String(option.dataset.label) : `${option.dataset.label} (${many})`;
          option.disabled = !first && !many && !option.selected;
        }
      }
    }
    return { fitting, count };
  }

  /** Results as rows, a page of them and more where one asks; after the `near` ones all the others.
   * @param {Playbook.Item[]} left @param {number} near @param {Playbook.Marks} marks @param {Playbook.Ranking} ranking @param {(path: string) => string} address */
  function list(left, near, marks, ranking, address) {
    const { element, filled, row } = playbook.search;
    const { all, more: further } = ranking.index.text;
    let most = near;
    const rows = element("ul", { class: "pb-rows pb-find-rows" });
    const more = element("button", { class: "pb-button", type: "button" }, [further]);
    const add = () => {
      const from = rows.children.length;
      if (from >= most) most = left.length;
      rows.append(...left.slice(from, Math.min(from + PAGE, most)).map((item) => row(ranking, item, marks, address, "h3")));
      const shown = rows.children.length;
      more.hidden = shown >= left.length;
      more.textContent = shown < most ? further : filled(all, { count: left.length });
      return rows.children[from];
    };
    more.addEventListener("click", () => add().querySelector("a")?.focus());
    add();
    return left.length ? [rows, more] : [];
  }

  /** Keep in the address what was asked. @param {HTMLInputElement} input @param {HTMLSelectElement[]} slots */
  function remember(input, slots) {
    const query = new URLSearchParams();
    if (input.value.trim()) query.set("q", input.value.trim().slice(0, 400));
    for (const slot of slots) if (slot.value) query.set(slot.name, slot.value);
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
  }

  /** Ask what the address asks; what was typed while this was loaded stays.
   * @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLSelectElement[]} slots @param {URLSearchParams} given */
  function recall(form, input, slots, given) {
    if (!input.value) input.value = (given.get("q") || "").slice(0, 400);
    for (const slot of slots) {
      slot.value = slot.value || given.get(slot.name) || "";
      if (slot.selectedIndex < 0) slot.value = "";
    }
    const filters = form.querySelector("details");
    if (filters && slots.some((slot) => slot.value)) filters.open = true;
  }

  /** @param {HTMLFormElement} form @param {Playbook.Ranking} ranking @param {(path: string) => string} address */
  function find(form, ranking, address) {
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
    const everything = items.map((_, item) => ({ item, score: 0 }));
    const { fitting, count } = filter(items, slots);

    /** What fits, the near results before the others; and how many are near. Who has chosen has narrowed it by
     * hand: then all are. @param {Playbook.Found} answer @param {Playbook.Item[]} pages @param {boolean} chosen */
    function parted(answer, pages, chosen) {
      const near = new Set(answer.results.slice(0, answer.near));
      const fit = fitting(answer.results), first = fit.filter((one) => near.has(one));
      const left = [...pages, ...[...first, ...fit.filter((one) => !near.has(one))].map(({ item }) => items[item])];
      return { left, near: first.length && !chosen ? pages.length + first.length : left.length };
    }

    function show() {
      const typed = input.value.trim();
      /** @type {Playbook.Found} */
      const answer = typed ? ranking.rank(typed) : { results: everything, near: everything.length, pages: [], read: [], marks: { stems: new Set(), starts: [] } };
      const chosen = slots.some((slot) => slot.value);
      const asked = Boolean(typed) || chosen;
      const { left, near } = parted(answer, chosen ? [] : answer.pages, chosen);
      count(answer.results);
      results.replaceChildren(/** @type {Node} */ (results.querySelector("h2")), ...list(asked ? left : [], near, answer.marks, ranking, address));
      results.hidden = !asked || !left.length;
      ways.hidden = asked && left.length > 0;
      reset.hidden = !asked;
      status.textContent = asked ? playbook.search.told(ranking, answer, typed, near) : before;
    }

    const change = () => {
      show();
      remember(input, slots);
    };
    const given = new URLSearchParams(location.search);
    recall(form, input, slots, given);
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
  }

  playbook.search.find = find;
})(window.playbook);
