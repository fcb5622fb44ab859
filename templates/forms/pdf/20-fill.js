// @ts-check
// Fill in a blank PDF of ours by adding to its end; what stands in it is not touched.
((playbook) => {
  "use strict";
  if (playbook.pdf.fill) return;
  const SHARP = 5; // pixels a point where a text is drawn as a picture
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
  const hex = (/** @type {number} */ code, size = 4) => code.toString(16).toUpperCase().padStart(size, "0");
  const coded = (/** @type {string} */ text) => `<FEFF${Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i))).join("")}>`;

  /** The glyphs and widths of the sheet's font. @param {any} font */
  function measure(font) {
    const glyphs = new Map();
    for (const [first, glyph, widths] of font.glyphs) widths.forEach((/** @type {number} */ width, /** @type {number} */ i) => glyphs.set(first + i, [glyph + i, width]));
    const known = (/** @type {string} */ text) => Array.from(text).map((sign) => glyphs.get(sign.codePointAt(0)));
    return {
      draws: (/** @type {string} */ text) => !RIGHT_TO_LEFT.test(text) && known(text.replace(/\n/g, "")).every(Boolean),
      width: (/** @type {string} */ text) => known(text).reduce((sum, one) => sum + (one?.[1] ?? 0), 0) / 1000,
      codes: (/** @type {string} */ text) => known(text).map((one) => hex(one[0])).join(""),
    };
  }

  /** One paragraph in lines; a word that is wider than the box is cut. @param {string} text @param {number} room @param {(text: string) => number} width */
  function wrapped(text, room, width) {
    const lines = [];
    let line = "";
    for (const word of text.split(/(?<= )/)) {
      if (width(line + word.trimEnd()) <= room) {
        line += word;
        continue;
      }
      if (line) lines.push(line.trimEnd());
      line = "";
      for (const sign of width(word) > room ? word : [word]) {
        if (line && width(line + sign) > room) {
          lines.push(line);
          line = "";
        }
        line += sign;
      }
    }
    return [...lines, line.trimEnd()];
  }

  /** A text as large as it fits. @param {string} text @param {any} side @param {any} field @param {(text: string) => number} width of a text at size 1 */
  function set(text, side, { area, rect: [wide, high] }, width) {
    const [line, wrapping, smallest, step] = side.sizes;
    for (let size = area ? wrapping : line; ; size -= step) {
      const lines = text.split("\n").flatMap((part) => wrapped(part, (wide - 2 * side.pad) / size, width));
      if (lines.length * size * side.leading <= high - 2 || size <= smallest) return { size, lines };
    }
  }

  /** Where the first line stands. @param {any} side @param {any} field @param {number} size @param {number} lines */
  function base(side, field, size, lines) {
    const high = field.rect[1], up = (side.font.ascent / 1000) * size, low = (side.font.descent / 1000) * size;
    const block = size * side.leading * (lines - 1) + up - low;
    return (field.area ? high - side.pad : (high + block) / 2) - up;
  }

  /** @param {string} text @param {any} side @param {any} field @param {any} font */
  function drawn(text, side, field, font) {
    const { size, lines } = set(text, side, field, font.width);
    const [wide, high] = field.rect;
    let y = base(side, field, size, lines.length);
    const shown = lines.map((line) => {
      const now = y.toFixed(2);
      y -= size * side.leading;
      return `1 0 0 1 ${side.pad} ${now} Tm <${font.codes(line)}> Tj`;
    });
    return `/Tx BMC q 1 1 ${(wide - 2).toFixed(2)} ${(high - 2).toFixed(2)} re W n BT ${side.ink} /${side.font.name} ${size} Tf\n${shown.join("\n")}\nET Q EMC`;
  }

  /** A text that the font cannot draw, as a picture made by the browser. @param {string} text @param {any} side @param {any} field */
  async function painted(text, side, field) {
    const [wide, high] = field.rect.map((/** @type {number} */ edge) => Math.ceil(edge * SHARP));
    const canvas = Object.assign(document.createElement("canvas"), { width: wide, height: high });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const face = getComputedStyle(document.body).fontFamily;
    pen.font = `100px ${face}`;
    const { size, lines } = set(text, side, field, (line) => pen.measureText(line).width / 100);
    pen.font = `${size * SHARP}px ${face}`;
    let y = field.rect[1] - base(side, field, size, lines.length);
    for (const line of lines) {
      const strong = /[\p{L}]/u.exec(line);
      const back = strong ? RIGHT_TO_LEFT.test(strong[0]) : side.rtl;
      pen.direction = back ? "rtl" : "ltr";
      pen.textAlign = back ? "right" : "left";
      pen.fillText(line, back ? wide - side.pad * SHARP : side.pad * SHARP, y * SHARP);
      y += size * side.leading;
    }
    const pixels = pen.getImageData(0, 0, wide, high).data;
    const bits = new Uint8Array(Math.ceil(wide / 8) * high).fill(255);
    for (let i = 0; i < wide * high; i++) if (pixels[4 * i + 3] > 127) bits[Math.floor(i / wide) * Math.ceil(wide / 8) + ((i % wide) >> 3)] &= ~(128 >> (i % wide & 7));
    const small = await new Response(new Blob([bits]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer();
    return { head: `/Type /XObject /Subtype /Image /Width ${wide} /Height ${high} /ImageMask true /BitsPerComponent 1 /Filter /FlateDecode`, data: new Uint8Array(small) };
  }

  /** Adds objects to the end of a PDF. @param {Uint8Array} old @param {any} side what is known of the PDF */
  function writer(old, side) {
    /** @type {(Uint8Array | string)[]} */
    const parts = [old];
    /** @type {[number, number][]} */
    const places = [];
    let end = old.length, next = side.size;

    /** @param {Uint8Array | string} part */
    function add(part) {
      const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
      parts.push(bytes);
      end += bytes.length;
    }

    /** @param {number} number @param {string} head @param {Uint8Array | string} [data] */
    function object(number, head, data) {
      add("\n");
      places.push([number, end]);
      add(`${number} 0 obj\n${data === undefined ? head : `<< ${head} /Length ${data.length} >>`}\n`);
      if (data === undefined) return add("endobj\n");
      add("stream\n");
      add(data);
      add("\nendstream\nendobj\n");
    }

    /** An object that was not there before. @param {string} head @param {Uint8Array | string} data @returns {number} */
    function stream(head, data) {
      object(next, head, data);
      return next++;
    }

    /** The end: where every object lies. */
    function close() {
      add("\n");
      const start = end;
      places.push([next, start]);
      places.sort((one, other) => one[0] - other[0]);
      const table = places.map(([, at]) => "01" + hex(at, 8) + "00").join("");
      let mark = 2166136261;
      for (const part of parts.slice(1)) for (const byte of part) mark = Math.imul(mark ^ Number(byte), 16777619);
      add(`${next} 0 obj\n<< /Type /XRef /Size ${next + 1} /Prev ${side.startxref} /Root ${side.root} 0 R /Info ${side.info} 0 R /ID [<${side.id[0]}> <${hex(mark >>> 0, 8).repeat(4)}>] /W [1 4 1] /Index [${places.map(([number]) => number + " 1").join(" ")}] /Filter /ASCIIHexDecode /Length ${table.length + 1} >>\nstream\n${table}>\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
      return new Blob(/** @type {any} */ (parts));
    }
    return { object, stream, close };
  }

  /** How a text looks in its field, as an object. @param {string} held @param {any} side @param {any} field
   * @param {ReturnType<typeof measure>} font @param {ReturnType<typeof writer>["stream"]} stream @returns {Promise<number>} */
  async function look(held, side, field, font, stream) {
    const frame = `/Type /XObject /Subtype /Form /BBox [0 0 ${field.rect.join(" ")}]`;
    if (font.draws(held)) return stream(`${frame} /Resources ${side.resources} 0 R`, drawn(held, side, field, font));
    const picture = await painted(held, side, field);
    const image = stream(picture.head, picture.data);
    return stream(`${frame} /Resources << /XObject << /T ${image} 0 R >> >>`, `/Tx BMC q ${side.ink} ${field.rect[0]} 0 0 ${field.rect[1]} 0 0 cm /T Do Q EMC`);
  }

  /** What the PDF itself knows of the answers, besides its fields.
   * @param {any} side @param {Playbook.Answers} given @param {Record<string, any>} rest answers that no field holds */
  function hidden(side, given, rest) {
    const about = { ...side.hidden.about };
    const seen = { ...about.seen, ...given.seen };
    for (const [name, value] of Object.entries({ copy: given.copy, earlier: given.earlier, seen, rest }))
      if (typeof value === "string" ? value : Object.keys(value).length) about[name] = value;
    return about;
  }

  /** @param {Playbook.Blank} blank @param {Playbook.Answers} given canonical answers @param {Playbook.Definition} sheet */
  async function fill({ side, bytes }, given, sheet) {
    const answers = playbook.pdf.flat(given, sheet);
    const values = { ...answers, ...playbook.figures?.figures(sheet, given.answers) };
    const letters = Object.values(values).reduce((sum, held) => sum + (typeof held === "string" ? Array.from(held).length : 0), 0);
    if (letters > playbook.budgets.paper) throw new playbook.answers.Refused("", "paper");
    const { object, stream, close } = writer(Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)), side);
    const font = measure(side.font);
    const rest = playbook.answers.bare();
    for (const name of Object.keys(answers)) if (!(name in side.fields)) rest[name] = answers[name];
    for (const name of Object.keys(values)) {
      const field = side.fields[name], held = values[name];
      if (!field || held === "" || held === undefined) continue;
      if (field.type === "box") object(field.object, `${field.head} /V /${field.on} /AS /${field.on} >>`);
      else if (field.type === "radio") {
        object(field.object, `${field.head} /V /${held} >>`);
        for (const option of field.options) if (option.on === held) object(option.object, `${option.head} /AS /${held} >>`);
      } else object(field.object, `${field.head} /V ${coded(held)} /AP << /N ${await look(held, side, field, font, stream)} 0 R >> >>`);
    }
    object(side.hidden.object, `${side.hidden.head} /V ${coded(JSON.stringify(hidden(side, given, rest)))} >>`);
    const rows = new Set(Object.keys(rest).map((name) => name.split(".").slice(0, 2).join(".")));
    return { bytes: close(), left: rows.size };
  }

  playbook.pdf.fill = fill;
})((window.playbook = window.playbook || {}));
