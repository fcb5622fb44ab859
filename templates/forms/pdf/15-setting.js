// @ts-check
// Set texts in lines, in the sheet's own font or as pictures, and add objects to the end of a PDF.
((playbook) => {
  "use strict";
  if (playbook.pdf.setting) return;
  const SHARP = 5; // pixels a point where a text is drawn as a picture
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  const DAY = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;
  const hex = (/** @type {number} */ code, size = 4) => code.toString(16).toUpperCase().padStart(size, "0");
  const coded = (/** @type {string} */ text) => `<FEFF${Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join("")}>`;
  const deflated = async (/** @type {any} */ data) =>
    new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  const face = () => getComputedStyle(document.body).fontFamily;

  /** A pen of the browser's own. @param {number} wide @param {number} high in pixels */
  const pen = (wide, high) =>
    /** @type {CanvasRenderingContext2D} */ (Object.assign(document.createElement("canvas"), { width: wide, height: high }).getContext("2d"));

  /** A day, or a day and a time, as a language writes it; what is none as it is. @param {string} language @param {string} held @param {"long" | "medium"} [dateStyle] */
  function dated(language, held, dateStyle = "long") {
    if (!DAY.test(held)) return held;
    const timed = held.includes("T"), day = new Date(timed ? held : `${held}T12:00`);
    return Number.isNaN(day.getTime()) ? held : day.toLocaleString(language, { dateStyle, timeStyle: timed ? "short" : undefined, calendar: "gregory", numberingSystem: "latn" });
  }

  /** How wide texts are at size 1, and the glyphs of the sheet's font; without one, as the browser draws. @param {any} [font] */
  function measured(font) {
    if (!font) {
      const brush = pen(1, 1);
      brush.font = `100px ${face()}`;
      return { draws: () => false, width: (/** @type {string} */ text) => brush.measureText(text).width / 100, codes: () => "" };
    }
    const glyphs = new Map();
    for (const [first, glyph, widths] of font.glyphs) widths.forEach((/** @type {number} */ width, /** @type {number} */ i) => glyphs.set(first + i, [glyph + i, width]));
    const known = (/** @type {string} */ text) => Array.from(text).map((sign) => glyphs.get(sign.codePointAt(0)));
    return {
      draws: (/** @type {string} */ text) => !RIGHT_TO_LEFT.test(text) && known(text.replace(/\n/g, "")).every(Boolean),
      width: (/** @type {string} */ text) => known(text).reduce((sum, one) => sum + (one?.[1] ?? 0), 0) / 1000,
      codes: (/** @type {string} */ text) => known(text).map((one) => (one ? hex(one[0]) : "")).join(""),
    };
  }

  const cutter = window.Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });
  /** What readers take for one letter each, with its marks. @param {string} text */
  const clusters = (text) => (cutter ? Array.from(cutter.segment(text), (one) => one.segment) : Array.from(text));

  /** A text in lines; a word that is wider than the box is cut between two letters.
   * @param {string} text @param {number} room @param {(text: string) => number} width of a text at size 1 */
  function asLines(text, room, width) {
    const fits = (/** @type {string} */ line) => width(line.trimEnd()) <= room;
    return text.split("\n").flatMap((paragraph) => {
      const lines = [""];
      const put = (/** @type {string} */ part) => {
        const last = lines.length - 1;
        if (!lines[last] || fits(lines[last] + part)) lines[last] += part;
        else lines.push(part);
      };
      for (const word of paragraph.split(/(?<= )/)) {
        if (!fits(word) && lines[lines.length - 1]) lines.push("");
        (fits(word) ? [word] : clusters(word)).forEach(put);
      }
      return lines.map((line) => line.trimEnd());
    });
  }

  /** Lines as a picture made by the browser: the head and the data of an image.
   * @param {{text: string, y: number}[]} lines @param {number} size @param {number} width @param {number} height of the box in points @param {any} side @param {boolean} [bold] @returns {Promise<[string, Uint8Array]>} */
  async function pictured(lines, size, width, height, side, bold = false) {
    const wide = Math.ceil(width * SHARP), high = Math.ceil(height * SHARP);
    const brush = pen(wide, high);
    brush.font = `${bold ? "bold " : ""}${size * SHARP}px ${face()}`;
    for (const { text, y } of lines) {
      const strong = /[\p{L}]/u.exec(text);
      const back = strong ? RIGHT_TO_LEFT.test(strong[0]) : side.rtl;
      brush.direction = back ? "rtl" : "ltr";
      brush.textAlign = back ? "right" : "left";
      brush.fillText(text, back ? wide - side.pad * SHARP : side.pad * SHARP, (height - y) * SHARP);
    }
    const pixels = brush.getImageData(0, 0, wide, high).data, row = Math.ceil(wide / 8);
    const bits = new Uint8Array(row * high).fill(255);
    for (let i = 0; i < wide * high; i++) if (pixels[4 * i + 3] > 127) bits[Math.floor(i / wide) * row + ((i % wide) >> 3)] &= ~(128 >> (i % wide & 7));
    return [`/Type /XObject /Subtype /Image /Width ${wide} /Height ${high} /ImageMask true /BitsPerComponent 1 /Filter /FlateDecode`, await deflated(bits)];
  }

  /** What stands unseen behind lines drawn as a picture, for whoever searches, copies or listens: the letters that the
   * font has, and by its side the whole text. PDFium minds that where two signs stand there, one of them of the text.
   * @param {{text: string, y: number}[]} lines @param {number} x @param {number} room @param {number} size @param {any} side @param {Playbook.Face} font */
  const behind = (lines, x, room, size, side, font) => lines.filter(({ text }) => text).map(({ text, y }) => {
    const held = `${text}  `, narrow = Math.min(1, room / size / font.width(held));
    return `/Span << /ActualText ${coded(text + " ")} >> BDC q BT /${side.font.name} ${size} Tf 3 Tr ${(100 * narrow).toFixed(1)} Tz 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm <${font.codes(held)}> Tj ET Q EMC`;
  });

  /** What is added to the end of a PDF. @param {any} side @param {Uint8Array} old */
  function update(side, old) {
    /** @type {(Uint8Array | string)[]} */
    const parts = [old];
    /** @type {[number, number][]} */
    const places = [];
    let end = old.length, next = side.size;
    const add = (/** @type {Uint8Array | string} */ part) => {
      const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
      parts.push(bytes);
      end += bytes.length;
    };
    const fresh = () => next++;
    /** @param {number} number @param {string} head @param {Uint8Array | string} [data] */
    function object(number, head, data) {
      add("\n");
      places.push([number, end]);
      add(`${number} 0 obj\n`);
      if (data === undefined) return add(`${head}\nendobj\n`);
      add(`<< ${head} /Length ${data.length} >>\nstream\n`);
      add(data);
      add("\nendstream\nendobj\n");
    }
    const stream = (/** @type {string} */ head, /** @type {Uint8Array | string} */ data) => {
      const number = fresh();
      object(number, head, data);
      return number;
    };
    /** The PDF with what was added. */
    function whole() {
      add("\n");
      const start = end;
      places.push([next, start]);
      places.sort((a, b) => a[0] - b[0]);
      const table = places.map(([, at]) => "01" + hex(at, 8) + "00").join("");
      let mark = 2166136261;
      for (const part of parts.slice(1)) for (const byte of part) mark = Math.imul(mark ^ Number(byte), 16777619);
      add(`${next} 0 obj\n<< /Type /XRef /Size ${next + 1} /Prev ${side.startxref} /Root ${side.root} 0 R /Info ${side.info} 0 R /ID [<${side.id[0]}> <${hex(mark >>> 0, 8).repeat(4)}>] /W [1 4 1] /Index [${places.map(([number]) => number + " 1").join(" ")}] /Filter /ASCIIHexDecode /Length ${table.length + 1} >>\nstream\n${table}>\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
      return new Blob(/** @type {any} */ (parts));
    }
    return { fresh, object, stream, whole };
  }

  Object.assign(playbook.pdf, { setting: { asLines, behind, clusters, coded, dated, deflated, measured, pictured }, update });
})((window.playbook = window.playbook || {}));
