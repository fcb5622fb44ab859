// @ts-check
// The first page shows where one is: steps done and begun, and the next one.
((playbook) => {
  "use strict";
  if (playbook.home) return;
  const { progress } = playbook;

  /** @typedef {{ref: string, number: number, state: "" | "begun" | "done"}} Step */

  /** A stop of the small picture is a phase: done with its last step, begun with its first.
   * @param {Step[]} steps @param {Record<string, string>} words */
  function mark(steps, words) {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-step]"))) {
      const states = String(node.dataset.step).split(" ").map((ref) => steps.find((one) => one.ref === ref)?.state);
      const state = states.every((one) => one === "done") ? "done" : states.some(Boolean) ? "begun" : "";
      node.dataset.state = state;
      const note = node.querySelector("[data-step-state]");
      if (note) note.textContent = state && ` (${words[state]})`;
    }
  }

  /** Who has begun goes on with what was touched last, or with the next step; who has not, begins.
   * @param {any} data @param {string} root @param {Step[]} steps @param {(key: string, values: any) => string} say */
  function lead(data, root, steps, say) {
    const link = /** @type {any} */ (document.querySelector("[data-go-on]"));
    const begin = /** @type {HTMLElement | null} */ (document.querySelector("[data-begin]"));
    const note = /** @type {HTMLElement | null} */ (document.querySelector("[data-touched]"));
    if (!link || !note) return;
    const touched = progress.last(data);
    const next = steps.find((one) => one.state === "begun") ?? steps.find((one) => !one.state);
    const done = steps.some((one) => one.ref === touched?.ref && one.state === "done");
    const to = touched && (done ? next && { ...next, title: data.items[next.ref].title, called: "", copy: "" } : touched);
    link.hidden = note.hidden = !to;
    if (begin) begin.hidden = Boolean(to);
    if (!to) return;
    const number = steps.find((one) => one.ref === to.ref)?.number;
    const title = [to.title, to.called].filter(Boolean).join(", ");
    link.href = `${root}${to.ref}/`;
    link.textContent = say(number ? "go_on" : "go_on_with", { number, title });
    link.onclick = () => to.copy && progress.choose(data.playbook, to);
    note.hidden = done || touched.time > Date.now() + 60000;
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    note.textContent = note.hidden ? "" : say("touched", { when: when.format(touched.time) });
  }

  function home() {
    const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-progress-home]"));
    const data = place && progress.known(place);
    if (!place || !data) return;
    const say = (/** @type {string} */ key, /** @type {any} */ values) =>
      data.words[key].replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => values[name]);
    /** @type {Step[]} */
    const steps = data.steps.map((/** @type {string} */ ref, /** @type {number} */ index) => {
      const { done, total, begun } = progress(data, ref);
      return { ref, number: index + 1, state: done === total ? "done" : begun ? "begun" : "" };
    });
    mark(steps, data.words);
    lead(data, String(place.dataset.root), steps, say);
    place.hidden = !steps.some((one) => one.state);
    if (place.hidden) return;
    const done = steps.filter((one) => one.state === "done").length;
    /** @type {any} */ (place.querySelector("[data-said]")).textContent = say("steps", { done, total: steps.length });
  }

  playbook.home = home;
  progress.follow(home);
  window.document$?.subscribe(home);
})((window.playbook = window.playbook || {}));
