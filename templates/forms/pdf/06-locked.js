// @ts-check
// Open a PDF that is locked without a password: programs open those unasked. ISO 32000-2, 7.6.
((playbook) => {
  "use strict";
  if (playbook.pdf.unlocked !== undefined) return;
  const { codes } = playbook.pdf;
  const PAD = codes("\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a");
  const SALT = codes("sAlT"), NOUGHT = new Uint8Array(16), ROUNDS = 64;
  const TURNS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

  /** @param {...Uint8Array} parts */
  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  const same = (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) => a.length === b.length && a.every((byte, i) => byte === b[i]);
  const least = (/** @type {number} */ number, /** @type {number} */ size) => Uint8Array.from({ length: size }, (_, i) => (number >> (8 * i)) & 255);

  /** RFC 1321. @param {Uint8Array} bytes */
  function md5(bytes) {
    const whole = new Uint8Array(((bytes.length + 72) >> 6) << 6), view = new DataView(whole.buffer);
    whole.set(bytes);
    whole[bytes.length] = 128;
    view.setUint32(whole.length - 8, bytes.length << 3, true);
    const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
    for (let at = 0; at < whole.length; at += 64) {
      let [a, b, c, d] = state;
      for (let i = 0; i < 64; i++) {
        const round = i >> 4;
        const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
        const word = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] & 15;
        const sum = (a + mixed + SINES[i] + view.getUint32(at + 4 * word, true)) | 0, turn = TURNS[4 * round + (i & 3)];
        [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
      }
      [a, b, c, d].forEach((one, i) => (state[i] = (state[i] + one) | 0));
    }
    return joined(...state.map((one) => least(one, 4)));
  }

  /** @param {Uint8Array} key @param {Uint8Array} bytes */
  function rc4(key, bytes) {
    const box = Uint8Array.from({ length: 256 }, (_, i) => i), out = new Uint8Array(bytes.length);
    for (let i = 0, j = 0; i < 256; i++) {
      j = (j + box[i] + key[i % key.length]) & 255;
      [box[i], box[j]] = [box[j], box[i]];
    }
    for (let n = 0, i = 0, j = 0; n < bytes.length; n++) {
      i = (i + 1) & 255;
      j = (j + box[i]) & 255;
      [box[i], box[j]] = [box[j], box[i]];
      out[n] = bytes[n] ^ box[(box[i] + box[j]) & 255];
    }
    return out;
  }

  /** @param {"encrypt" | "decrypt"} way @param {Uint8Array} key @param {Uint8Array} iv @param {Uint8Array} bytes */
  async function aes(way, key, iv, bytes) {
    const { subtle } = crypto, given = (/** @type {Uint8Array} */ one) => /** @type {any} */ (one);
    const made = await subtle.importKey("raw", given(key), "AES-CBC", false, [way]);
    return new Uint8Array(await subtle[way]({ name: "AES-CBC", iv: given(iv) }, made, given(bytes)));
  }

  /** Without a padding: a block that holds nothing but one is put behind. @param {Uint8Array} key @param {Uint8Array} iv @param {Uint8Array} bytes */
  const bare = async (key, iv, bytes) => aes("decrypt", key, iv, joined(bytes, await aes("encrypt", key, bytes.slice(-16), new Uint8Array())));

  /** A text or a stream: what begins it is its vector. @param {Uint8Array} key @param {Uint8Array} bytes */
  async function block(key, bytes) {
    const iv = bytes.slice(0, 16), rest = bytes.slice(16, bytes.length - (bytes.length % 16));
    if (!rest.length) return rest;
    return aes("decrypt", key, iv, rest).catch(() => bare(key, iv, rest));
  }

  const sha = async (/** @type {number} */ size, /** @type {Uint8Array} */ bytes) => new Uint8Array(await crypto.subtle.digest(`SHA-${size}`, /** @type {any} */ (bytes)));

  /** The hash of no password: 7.6.4.3.4; older files take the plain one. @param {Uint8Array} salt @param {boolean} plain */
  async function hash(salt, plain) {
    let key = await sha(256, salt);
    for (let i = 0, last = 0; !plain && (i < ROUNDS || last > i - 32); i++) {
      const many = joined(...Array(64).fill(key));
      const made = (await aes("encrypt", key.slice(0, 16), key.slice(16, 32), many)).slice(0, many.length);
      const rest = made.slice(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
      key = await sha([256, 384, 512][rest], made);
      last = made[made.length - 1];
    }
    return key.slice(0, 32);
  }

  /** The key of a file that no password locks; null where one does. @param {any} lock @param {Uint8Array} id */
  async function keyOf(lock, id) {
    const own = (/** @type {string} */ name) => codes(lock[name]?.text ?? ""), user = own("U");
    if (lock.V === 5) {
      const plain = lock.R === 5;
      if (!same(await hash(user.slice(32, 40), plain), user.slice(0, 32))) return null;
      return bare(await hash(user.slice(40, 48), plain), NOUGHT, own("UE").slice(0, 32));
    }
    const size = lock.V === 1 ? 5 : lock.V === 4 ? 16 : Math.min(16, Math.max(5, (lock.Length ?? 40) >> 3));
    const open = lock.R >= 4 && lock.EncryptMetadata === false ? [least(-1, 4)] : [];
    let key = md5(joined(PAD, own("O").slice(0, 32), least(lock.P | 0, 4), id, ...open)).slice(0, size);
    for (let i = 0; i < 50 && lock.R >= 3; i++) key = md5(key).slice(0, size);
    let proof = lock.R >= 3 ? md5(joined(PAD, id)) : PAD;
    for (let i = 0; i < (lock.R >= 3 ? 20 : 1); i++) proof = rc4(key.map((byte) => byte ^ i), proof);
    return same(proof, user.slice(0, proof.length)) ? key : null;
  }

  /** How a file is locked: none, RC4 or AES. @param {any} lock @param {string} name of the filter */
  function wayOf(lock, name) {
    if (lock.V === 1 || lock.V === 2) return "/V2";
    const filter = lock[name] ?? "/Identity";
    return filter === "/Identity" ? "/None" : lock.CF?.[filter.slice(1)]?.CFM;
  }

  /** What opens the texts and streams of a file. @param {any} lock its /Encrypt, texts raw @param {string} id raw @param {Playbook.Refuse} refuse
   * @returns {Promise<(name: "StmF" | "StrF", raw: Uint8Array, number: number, generation: number) => Promise<Uint8Array>>} */
  async function unlocked(lock, id, refuse) {
    const ways = /** @type {const} */ (["StmF", "StrF"]).map((name) => wayOf(lock, name));
    if (lock?.Filter !== "/Standard" || ![1, 2, 4, 5].includes(lock.V) || ways.some((way) => !/^\/(None|V2|AESV[23])$/.test(way))) throw refuse("pdf_locked");
    if (!globalThis.crypto?.subtle && (lock.V === 5 || ways.some((way) => way.startsWith("/AES")))) throw refuse("pdf_insecure");
    const key = await keyOf(lock, codes(id));
    if (!key) throw refuse("pdf_locked");
    return async (name, bytes, number, generation) => {
      const way = ways[name === "StmF" ? 0 : 1];
      if (way === "/None") return bytes;
      if (way === "/AESV3") return block(key, bytes);
      const own = md5(joined(key, least(number, 3), least(generation, 2), ...(way === "/AESV2" ? [SALT] : []))).slice(0, Math.min(16, key.length + 5));
      return way === "/V2" ? rc4(own, bytes) : block(own, bytes);
    };
  }

  playbook.pdf.unlocked = unlocked;
})((window.playbook = window.playbook || {}));
