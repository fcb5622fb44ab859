// @ts-check
// One element, made and filled.
((playbook) => {
  "use strict";

  /** @param {string} kind @param {string} css @param {string} [text] @returns {any} */
  playbook.make ??= (kind, css, text) => {
    const node = document.createElement(kind);
    if (css) node.className = css;
    if (kind === "button") /** @type {HTMLButtonElement} */ (node).type = "button";
    if (text !== undefined) node.textContent = text;
    return node;
  };
})((window.playbook = window.playbook || {}));
