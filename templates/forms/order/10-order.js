// @ts-check
// Scripts that need others begin when these are there: navigation.instant loads them in any order.
((playbook) => {
  "use strict";
  /** @type {[(keyof Playbook)[], () => void][]} */
  const waiting = [];

  /** Begin what waits for nothing any more. */
  playbook.arrived ??= () => {
    const ready = () => waiting.findIndex(([needs]) => needs.every((need) => playbook[need]));
    for (let at = ready(); at >= 0; at = ready()) waiting.splice(at, 1)[0][1]();
  };

  /** @param {(keyof Playbook)[]} needs what has to be there @param {() => void} work */
  playbook.when ??= (needs, work) => {
    waiting.push([needs, work]);
    playbook.arrived();
  };
})((window.playbook = window.playbook || {}));
