// @ts-check
// A file that only a passphrase opens: AES-GCM, the key by PBKDF2 from the browser's own cryptography.
((playbook) => {
  "use strict";
  if (playbook.seal) return;
  const ROUNDS = 600000; // OWASP, Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA256 (2023)
  const MOST_ROUNDS = 5000000;
  const CIPHER = "AES-GCM-256", DERIVED = "PBKDF2-HMAC-SHA256";

  const base64 = (/** @type {Uint8Array} */ bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const bytes = (/** @type {any} */ text) => Uint8Array.from(atob(String(text)), (letter) => letter.charCodeAt(0));

  /** @param {string} phrase @param {Uint8Array<ArrayBuffer>} salt @param {number} rounds */
  async function keyOf(phrase, salt, rounds) {
    const base = await crypto.subtle.importKey("raw", new TextEncoder().encode(phrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /** @param {string} text @param {string} phrase */
  async function seal(text, phrase) {
    const salt = crypto.getRandomValues(new Uint8Array(16)), iv = crypto.getRandomValues(new Uint8Array(12));
    const key = await keyOf(phrase, salt, ROUNDS);
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
    return { cipher: CIPHER, data: base64(new Uint8Array(data)), derived: DERIVED, iv: base64(iv), rounds: String(ROUNDS), salt: base64(salt) };
  }

  /** Refuse what this page cannot open with any passphrase. @param {any} sealed @param {Playbook.Refuse} refuse */
  function judge(sealed, refuse) {
    const rounds = Number(sealed?.rounds);
    if (sealed?.cipher !== CIPHER || sealed.derived !== DERIVED || !(rounds > 0 && rounds <= MOST_ROUNDS)) throw refuse("sealed_newer");
  }

  /** The text that was sealed. @param {any} sealed @param {string} phrase @param {Playbook.Refuse} refuse */
  async function unseal(sealed, phrase, refuse) {
    judge(sealed, refuse);
    try {
      const key = await keyOf(phrase, bytes(sealed.salt), Number(sealed.rounds));
      const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(sealed.iv) }, key, bytes(sealed.data));
      return new TextDecoder("utf-8", { fatal: true }).decode(data);
    } catch {
      throw refuse("wrong_phrase");
    }
  }

  /** Browsers keep their cryptography from pages whose address is not secure. */
  playbook.seal = { able: Boolean(globalThis.crypto?.subtle), judge, seal, unseal };
})((window.playbook = window.playbook || {}));
