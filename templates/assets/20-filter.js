// @ts-check
// The filter of a list: shows the rows that fit what the sentence says, and keeps that in the address.
// What readers call a row besides is loaded once somebody types a word.
((playbook) => {
  "use strict";
  playbook.names = playbook.names || {};

  /** @param {string} text */
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** What loads the names of a kind and hands them over, once. Where they do not load, the words that one
   * sees are looked through all the same, and the next key tries again.
   * @param {string} kind @param {(names: Record<string, string>) => void} use */
  function learner(kind, use) {
    let begun = false;
    return async () => {
      if (begun) return;
      begun = true;
      try {
        if (!playbook.names[kind]) await playbook.searchScript(`names-${kind}.js`);
        use(playbook.names[kind]);
      } catch {
        begun = false;
      }
    };
  }

  /** @param {HTMLFormElement} form */
  function start(form) {
    const list = /** @type {HTMLElement} */ (form.parentElement);
    const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
    const reset = /** @type {HTMLElement} */ (form.querySelector("[type=reset]"));
    if (!list || !status || !reset) return;
    form.dataset.ready = "";
    /** @type {(HTMLSelectElement | HTMLInputElement)[]} */
    const slots = Array.from(form.querySelectorAll("select, input"));
    const rows = /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll("[data-row]")));
    const texts = rows.map((row) => plain(`${row.textContent} ${row.dataset.tag || ""}`));
    const groups = /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll("[data-group]")));

    /** @param {HTMLElement} row @param {string} text */
    const fits = (row, text) =>
      slots.every((slot) => {
        if (!slot.value) return true;
        if (slot.name === "words") {
          return plain(slot.value).split(/\s+/).every((word) => text.includes(word));
        }
        return (row.dataset[slot.name] || "").split("|").includes(slot.value);
      });

    function apply() {
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !fits(row, texts[index]);
        if (!row.hidden) shown += 1;
      });
      for (const group of groups) group.hidden = !group.querySelector("[data-row]:not([hidden])");
      const pattern = shown ? status.dataset.count : status.dataset.none;
      status.textContent = (pattern || "").replace("{shown}", String(shown));
      reset.hidden = slots.every((slot) => !slot.value);
    }

    const learn = learner(form.dataset.playbookFilter || "", (names) => {
      rows.forEach((row, index) => {
        texts[index] += ` ${plain(names[row.dataset.row || ""] || "")}`;
      });
      apply();
    });
    const words = slots.find((slot) => slot.name === "words");
    const learnIfTyped = () => {
      if (words && words.value) learn();
    };

    function remember() {
      const query = new URLSearchParams();
      for (const slot of slots) if (slot.value) query.set(slot.name, slot.value);
      const said = query.toString();
      history.replaceState(history.state, "", location.pathname + (said ? `?${said}` : "") + location.hash);
    }

    const asked = new URLSearchParams(location.search);
    for (const slot of slots) {
      slot.value = asked.get(slot.name) || "";
      if (slot instanceof HTMLSelectElement && slot.selectedIndex < 0) slot.value = "";
    }
    const change = () => {
      apply();
      remember();
      learnIfTyped();
    };
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      setTimeout(() => {
        change();
        slots[0].focus();
      });
    });
    apply();
    // A link to one entry wins over a filter that would hide it.
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) form.reset();
    learnIfTyped();
  }

  playbook.withPages(() => {
    for (const form of document.querySelectorAll("[data-playbook-filter]:not([data-ready])")) {
      if (form instanceof HTMLFormElement) start(form);
    }
  });
})((window.playbook = window.playbook || {}));
