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

  /** Who has begun goes on; who has not, begins: one of the two buttons.
   * @param {Step | undefined} next @param {(key: string, values: any) => string} say */
  function lead(next, say) {
    const link = /** @type {any} */ (document.querySelector("[data-go-on]"));
    const begin = /** @type {HTMLElement | null} */ (document.querySelector("[data-begin]"));
    if (!link) return;
    link.hidden = !next;
    if (begin) begin.hidden = Boolean(next);
    if (!next) return;
    const to = /** @type {HTMLAnchorElement} */ (document.querySelector(`li [data-step="${next.ref}"]`));
    link.href = to.href;
    link.textContent = say("go_on", { number: next.number, title: to.lastElementChild?.firstChild?.textContent });
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
    place.hidden = !steps.some((one) => one.state);
    if (place.hidden) return;
    const done = steps.filter((one) => one.state === "done").length;
    /** @type {any} */ (place.querySelector("[data-said]")).textContent = say("steps", { done, total: steps.length });
    lead(steps.find((one) => one.state === "begun") ?? steps.find((one) => !one.state), say);
  }

  playbook.home = home;
  progress.follow(home);
  window.document$?.subscribe(home);
})((window.playbook = window.playbook || {}));
