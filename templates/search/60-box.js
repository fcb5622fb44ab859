// @ts-check
// The search box of the head: the first results below it, and the way to all of them.
((playbook) => {
  "use strict";
  const SHOWN = 6;

  /** @param {HTMLFormElement} form @param {any} ranking @param {(path: string) => string} address */
  function box(form, ranking, address) {
    const { element, filled, row, told } = playbook.search;
    const items = playbook.search.items(ranking.index);
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const panel = /** @type {HTMLElement} */ (form.querySelector("[data-search-panel]"));
    const status = element("span", { class: "pb-vh", role: "status" });
    form.append(status);
    const said = ranking.index.text;

    const close = () => {
      panel.hidden = true;
      panel.replaceChildren();
      status.textContent = "";
    };

    function show() {
      const typed = input.value.trim();
      if (!typed) return close();
      const answer = ranking.rank(typed);
      const count = answer.results.length;
      const line = told(ranking, answer, typed, count);
      const rows = answer.results.slice(0, SHOWN).map((/** @type {any} */ one) => row(ranking, items[one.item], answer.marks, address, "p"));
      panel.replaceChildren(
        element("p", { class: "pb-search-count" }, [line]),
        ...(count ? [element("ul", {}, rows)] : []),
        ...(count > SHOWN
          ? [element("p", { class: "pb-search-all" }, [element("a", { href: `${address("find/")}?${new URLSearchParams({ q: typed })}` }, [filled(said.all, { count })])])]
          : []),
      );
      panel.hidden = false;
      status.textContent = line;
    }

    /** @param {number} by */
    function move(by) {
      const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("a"))];
      const here = stops.indexOf(/** @type {any} */ (document.activeElement));
      stops[(here + by + stops.length) % stops.length].focus();
    }

    input.addEventListener("input", show);
    input.addEventListener("focus", () => panel.hidden && show());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.focus();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !panel.hidden) {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      }
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) panel.hidden = true;
    });
    panel.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays until the click
    panel.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("a")) setTimeout(close);
    });
    if (document.activeElement === input) show();
  }

  playbook.search.box = box;
})(window.playbook);
