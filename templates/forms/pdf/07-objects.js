// @ts-check
// The objects of a PDF, wherever they lie in it, and the streams that a sheet of ours has.
((playbook) => {
  "use strict";
  if (playbook.pdf.Objects !== undefined) return;
  const { codes, letters, text, value } = playbook.pdf;
  const FILTERS = 2, STEPS = 8;
  const asItIs = (/** @type {string} */ raw) => raw;

  /** What stands last in a file after what `form` finds. @param {string} raw @param {RegExp} form @returns {any} */
  function last(raw, form) {
    const all = [...raw.matchAll(form)], one = all[all.length - 1];
    return one && value(raw, one.index + one[0].length, asItIs);
  }

  /** What a reader of one file knows. */
  class Objects {
    /** @param {Uint8Array} bytes @param {Playbook.Refuse} refuse @param {(raw: string) => string} [reading] how texts are read */
    constructor(bytes, refuse, reading = text) {
      this.bytes = bytes;
      this.refuse = refuse;
      this.reading = reading;
      this.raw = letters(bytes);
      /** Object -> the text that it stands in, and where; its generation. @type {Map<number, [string, number, number]>} */
      this.found = new Map();
      this.parsed = new Map();
      this.opened = new Set();
      this.left = playbook.budgets.unpacked;
      /** @type {Awaited<ReturnType<Playbook.Unlocked>> | null} */
      this.unlock = null;
    }

    /** @param {number} number of an object; the texts of one that is locked stay as they are */
    object(number) {
      if (!this.parsed.has(number)) {
        const place = this.found.get(number), locked = this.unlock && place?.[0] === this.raw;
        this.parsed.set(number, place ? value(place[0], place[1], locked ? asItIs : this.reading) : null);
      }
      return this.parsed.get(number);
    }

    /** @param {any} given @returns {any} what it refers to */
    at(given) {
      for (let steps = 0; given?.ref !== undefined && steps < STEPS; steps++) given = this.object(given.ref);
      return given?.ref === undefined ? given : null;
    }

    /** What it refers to, its texts opened. @param {any} given @returns {Promise<any>} */
    async got(given) {
      for (let steps = 0; given?.ref !== undefined && steps < STEPS; steps++) {
        const number = given.ref, place = this.found.get(number);
        given = this.object(number);
        if (!this.unlock || place?.[0] !== this.raw || this.opened.has(number)) continue;
        this.opened.add(number);
        await this.texts(given, number, place[2]);
      }
      return given?.ref === undefined ? given : null;
    }

    /** Open all texts of a value. @param {any} given @param {number} number @param {number} generation @returns {Promise<void>} */
    async texts(given, number, generation) {
      if (given === null || typeof given !== "object" || !this.unlock) return;
      if (typeof given.text === "string") given.text = text(letters(await this.unlock("StrF", codes(given.text), number, generation)));
      else for (const inner of Object.values(given)) await this.texts(inner, number, generation);
    }

    /** Where the bytes of a stream begin. @param {number} start of its group */
    data(start) {
      const mark = this.raw.indexOf("stream", start) + 6;
      return mark < 6 ? -1 : mark + (this.raw.startsWith("\r\n", mark) ? 2 : 1);
    }

    /** The bytes of a stream as they lie in the file, a letter each; nothing where an object is none.
     * @param {number} number @returns {string | undefined} */
    packed(number) {
      const place = this.found.get(number), length = this.object(number)?.Length;
      if (place?.[0] !== this.raw || length === undefined) return undefined;
      const start = this.data(place[1]);
      return this.raw.slice(start, start + this.at(length));
    }

    /** All bytes of a stream, but no more than a sheet may have. @param {any} given its group @param {number} start of the group @param {number} number @param {number} generation */
    async unpacked(given, start, number, generation) {
      const data = this.data(start);
      const length = this.at(given.Length);
      const filters = [this.at(given.Filter) ?? []].flat().map((one) => this.at(one));
      if (data < 0 || !(length >= 0) || filters.length > FILTERS || !filters.every((one) => one === "/FlateDecode" || one === "/Fl")) throw this.refuse("pdf_damaged");
      const packed = this.bytes.subarray(data, data + length);
      let stream = new Blob([/** @type {any} */ (this.unlock ? await this.unlock("StmF", packed, number, generation) : packed)]).stream();
      filters.forEach(() => (stream = stream.pipeThrough(new DecompressionStream("deflate"))));
      return this.drained(stream.getReader());
    }

    /** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
    async drained(reader) {
      const parts = [];
      for (let one = await reader.read(); !one.done; one = await reader.read()) {
        if ((this.left -= one.value.length) < 0) {
          reader.cancel().catch(() => {});
          throw this.refuse("unpacked", { most: playbook.budgets.unpacked / 1e6 });
        }
        parts.push(one.value);
      }
      return letters(new Uint8Array(await new Blob(/** @type {any} */ (parts)).arrayBuffer()));
    }

    /** Find every object; what is added later to a file replaces what was there. */
    async scan() {
      const { found, raw } = this;
      const heads = [...raw.matchAll(/(?<![0-9])(\d{1,8})[ \r\n]+(\d+)[ \r\n]+obj\b/g)];
      for (const one of heads) found.set(Number(one[1]), [raw, one.index + one[0].length, Number(one[2])]);
      await this.unseal();
      for (const one of heads) {
        const start = one.index + one[0].length;
        if (!raw.slice(start, start + 400).includes("/ObjStm")) continue;
        const given = value(raw, start);
        if (given?.Type !== "/ObjStm") continue;
        const inner = await this.unpacked(given, start, Number(one[1]), Number(one[2]));
        const numbers = inner.slice(0, given.First).trim().split(/\s+/).map(Number);
        for (let i = 0; i < given.N && 2 * i + 1 < numbers.length; i++) {
          const before = found.get(numbers[2 * i]);
          // An object that stands later in the file is newer than this stream.
          if (before?.[0] !== raw || before[1] < start) found.set(numbers[2 * i], [inner, given.First + numbers[2 * i + 1], 0]);
        }
      }
    }

    /** See whether the file is locked, and open it where no password locks it. */
    async unseal() {
      const given = last(this.raw, /\/Encrypt(?=\s*(\d+\s+\d+\s+R\b|<<))/g);
      const place = this.found.get(given?.ref), lock = place ? value(place[0], place[1], asItIs) : given;
      if (!playbook.answers.isGroup(lock) || lock.ref !== undefined) return;
      const id = last(this.raw, /\/ID\s*(?=\[)/g)?.[0]?.text ?? "";
      this.unlock = await playbook.pdf.unlocked(lock, id, this.refuse);
    }

    /** The value of a field; where it is a stream, its text. @param {any} given */
    async held(given) {
      const place = this.found.get(given?.ref), group = await this.got(given);
      const isStream = place && playbook.answers.isGroup(group) && group.text === undefined && place[0] === this.raw;
      return isStream ? { text: text(await this.unpacked(group, place[1], given.ref, place[2])) } : group;
    }

    /** Where everything begins. */
    async root() {
      await this.scan();
      const roots = [...this.raw.matchAll(/\/Root\s+(\d+)\s+\d+\s+R/g)];
      const one = roots.length ? await this.got({ ref: Number(roots[roots.length - 1][1]) }) : null;
      if (!one || !("Pages" in one)) throw this.refuse("pdf_damaged");
      return one;
    }
  }

  playbook.pdf.Objects = Objects;
})((window.playbook = window.playbook || {}));
