// @ts-check
// The search box of the head: the first results below it, and the way to all of them.
((playbook) => {
  "use strict";
  const SHOWN = 5;

  /** @param {HTMLFormElement} form @param {Playbook.Ranking} ranking @param {(path: string) => string} address */
  function box(form, ranking, address) {
    const { element, filled, told, row } = playbook.search;
    const items = playbook.search.items(ranking.index);
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const panel = /** @type {HTMLElement} */ (form.querySelector("[data-search-panel]"));
    const status = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
    const list = /** @type {HTMLElement} */ (panel.querySelector("[data-search-list]"));

    /** The panel is open while the status says something and the focus is in the form (55-search.css).
     * @param {string} text @param {Node[]} [inside] */
    function fill(text, inside = []) {
      status.textContent = text;
      list.replaceChildren(...inside);
    }
    const close = () => fill("");
    const isOpen = () => status.textContent !== "";

    /** The way to all results. @param {string} typed @param {number} count */
    function all(typed, count) {
      const href = `${address("find/")}?${new URLSearchParams({ q: typed })}`;
      return element("p", { class: "pb-search-all" }, [element("a", { href }, [filled(ranking.index.text.all, { count })])]);
    }

    function show() {
      const typed = input.value.trim();
      if (!typed) return close();
      const answer = ranking.rank(typed);
      const first = answer.results.slice(0, answer.near).map(({ item }) => items[item]);
      const count = answer.pages.length + first.length;
      const rows = [...answer.pages, ...first].slice(0, SHOWN).map((one) => row(ranking, one, answer.marks, address, "p"));
      const below = [...(count ? [element("ul", {}, rows)] : []), ...(count > SHOWN ? [all(typed, count)] : [])];
      fill(told(ranking, answer, typed, count), below);
    }
    const reopen = () => isOpen() || show();

    /** @param {number} by */
    function move(by) {
      const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("a"))];
      const here = stops.indexOf(/** @type {any} */ (document.activeElement));
      stops[(here + by + stops.length) % stops.length].focus();
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const { key } = event;
      if (event.isComposing) return;
      if (key === "Escape" && isOpen()) {
        event.preventDefault(); // It would erase the words.
        input.focus();
        close();
      } else if (key === "ArrowDown" || (key === "ArrowUp" && isOpen())) {
        event.preventDefault();
        reopen();
        move(key === "ArrowDown" ? 1 : -1);
      } else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        input.focus(); // Who types on at a result means the words.
      }
    }

    input.addEventListener("input", show);
    input.addEventListener("focus", reopen);
    input.addEventListener("click", reopen);
    form.addEventListener("keydown", press);
    panel.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays until the click
    panel.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("a")) setTimeout(close);
    });
    if (document.activeElement === input) show();
  }

  playbook.search.box = box;
})(window.playbook);
