// @ts-check
// Answers in the part of an address that browsers send to nobody.
((playbook) => {
  "use strict";
  if (playbook.links) return;
  const LINK = "#answers=";
  const LONGEST = 30000;

  /** All bytes that come out of `stream`, but no more than an answers file may have.
   * @param {ReadableStream} stream @param {() => Error} [full] what to say where there are more */
  async function drained(stream, full) {
    const reader = stream.getReader(), parts = [];
    let size = 0;
    for (let one = await reader.read(); !one.done; one = await reader.read()) {
      parts.push(one.value);
      if ((size += one.value.length) <= playbook.budgets.file) continue;
      reader.cancel().catch(() => {});
      throw full?.() ?? new RangeError();
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  const through = (/** @type {Uint8Array} */ bytes, /** @type {any} */ way, /** @type {() => Error} */ full) =>
    drained(new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(way), full);

  /** @param {string} text @returns {Promise<string>} */
  async function packed(text) {
    const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), () => new RangeError());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /** @param {string} text @param {Playbook.Refuse} refuse @returns {Promise<Uint8Array>} */
  async function unpacked(text, refuse) {
    try {
      const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
      const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
      return await through(bytes, new DecompressionStream("deflate-raw"), () => refuse("huge", { size: playbook.budgets.file / 1e6 }));
    } catch (error) {
      throw error instanceof playbook.answers.Refused ? error : refuse("broken");
    }
  }

  playbook.links = { LINK, LONGEST, packed, unpacked };
})((window.playbook = window.playbook || {}));
