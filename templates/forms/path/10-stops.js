// @ts-check
// The stops of a path: a step and a checklist are done when all their boxes are ticked, and any stop
// when it is ticked by hand, on this page or on the agenda of a packet.
((playbook) => {
  "use strict";
  if (playbook.stops) return;
  const { make, progress } = playbook;

  /** @param {Playbook.View} view */
  function stops(view) {
    const { form, say } = view;
    const data = progress.known(form);
    const rows = Array.from(form.querySelectorAll("[data-stop]"));

    /** With what a stop was begun, in words, or nothing. @param {string} ref @returns {string[]} */
    function begun(ref) {
      /** @type {string[]} */
      const tools = (data.items[ref].tools ?? []).filter((/** @type {string} */ tool) => progress(data, tool).begun);
      return tools.length ? [say("begun_with", { tools: tools.map((tool) => data.items[tool].title).join(say("comma")) })] : [];
    }

    const byHand = (/** @type {string} */ ref) => view.pieces[ref]?.[0] === true;

    /** @param {any} row */
    function state(row) {
      const ref = row.dataset.stop;
      const own = progress(data, ref);
      const counts = own.total > 0;
      const full = counts && own.done === own.total, hand = byHand(ref);
      const whole = full || hand;
      const words = full ? [say("done")] : counts && hand ? [say("on_paper")] : [];
      if (counts && !full && (own.done || !hand)) words.push(say("ticked", own));
      else if (own.begun && !whole) words.push(say("begun"));
      if (!whole) words.push(...begun(ref));
      return { row, whole, boxed: !counts || hand, words: words.join(say("comma")), any: whole || own.begun };
    }

    /** @param {any} found @param {boolean} here */
    function draw({ row, whole, boxed, words }, here) {
      row.dataset.state = whole ? "done" : here ? "here" : "";
      const box = row.querySelector("[data-box]");
      box.hidden = !boxed && !box.contains(document.activeElement); // nobody loses the box they are at
      const place = row.querySelector("[data-stop-state]");
      const parts = [here && make("b", "", say("here")), words && make("span", "", words)].filter(Boolean);
      if (place.textContent !== parts.map((one) => one.textContent).join("")) place.replaceChildren(...parts);
    }

    function show() {
      const found = rows.map(state);
      const any = found.some((one) => one.any);
      const next = any ? found.findIndex((one) => !one.whole) : -1;
      found.forEach((one, index) => draw(one, index === next));
      const done = found.filter((one) => one.whole).length;
      view.part("count").textContent = say(done === found.length ? "all_stops" : "stops", { done, total: found.length });
      const link = view.part("go-on");
      link.hidden = next < 0;
      if (next < 0) return;
      link.href = rows[next].querySelector("h3 a").href;
      link.textContent = say("go_on_stop", { number: next + 1 });
    }

    view.changed.push(show);
    for (const name of ["pageshow", "storage"]) addEventListener(name, show, { signal: view.signal });
  }

  playbook.stops = stops;
})((window.playbook = window.playbook || {}));
