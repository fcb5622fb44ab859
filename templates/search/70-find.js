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

  /** Results as rows, a page of them and more where one asks.
   * @param {Playbook.Item[]} left @param {Playbook.Marks} marks @param {Playbook.Ranking} ranking @param {(path: string) => string} address */
  function list(left, marks, ranking, address) {
    const { element, row } = playbook.search;
    const rows = element("ul", { class: "pb-rows pb-find-rows" });
    const more = element("button", { class: "pb-button", type: "button" }, [ranking.index.text.more]);
    const add = () => {
      const from = rows.children.length;
      rows.append(...left.slice(from, from + PAGE).map((item) => row(ranking, item, marks, address, "h3")));
      more.hidden = rows.children.length >= left.length;
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
    if (filters && matchMedia("(max-width: 44em)").matches) filters.open = slots.some((slot) => slot.value) || filters.contains(document.activeElement);
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

    function show() {
      const typed = input.value.trim();
      /** @type {Playbook.Found} */
      const answer = typed ? ranking.rank(typed) : { results: everything, read: [], marks: { stems: new Set(), starts: [] } };
      const left = fitting(answer.results);
      const asked = Boolean(typed) || slots.some((slot) => slot.value);
      count(answer.results);
      const shown = asked ? left.map(({ item }) => items[item]) : [];
      results.replaceChildren(/** @type {Node} */ (results.querySelector("h2")), ...list(shown, answer.marks, ranking, address));
      results.hidden = !asked || !left.length;
      ways.hidden = asked && left.length > 0;
      reset.hidden = !asked;
      status.textContent = asked ? playbook.search.told(ranking, answer, typed, left.length) : before;
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
    if (!given.toString() && document.activeElement === document.body) input.focus({ preventScroll: true });
  }

  playbook.search.find = find;
})(window.playbook);
