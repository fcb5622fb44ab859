// @ts-check
// Fill in a blank PDF of ours by adding to its end; what stands in it is not touched. What has no
// room in its box goes on on added pages.
((playbook) => {
  "use strict";
  if (playbook.pdf.fill) return;
  const { asLines, clusters, coded, dated, measured, pictured } = playbook.pdf.setting;

  /** A text in its box, as large as it fits, or its beginning and `further`: where it goes on.
   * @param {string} text @param {any} side @param {any} field @param {(text: string) => number} width @param {string} [further] */
  function laid(text, side, { area, rect: [wide, high] }, width, further = "") {
    const [line, wrapping, smallest, step] = side.sizes;
    for (let size = area ? wrapping : line; ; size -= step) {
      const room = (wide - 2 * side.pad) / size;
      const one = (size * (side.font.ascent - side.font.descent)) / 1000;
      const most = Math.max(1 + Math.floor((high - side.pad - 1 - one) / (size * side.leading) + 1e-6), 1);
      const lines = asLines(text, room, width);
      if (lines.length <= most) return { size, lines, whole: true };
      if (size > smallest) continue;
      const mark = further ? asLines(further, room, width) : [];
      if (mark.length < most) return { size, lines: [...lines.slice(0, most - mark.length), ...mark], whole: false };
      const last = clusters(lines[most - 1]);
      while (last.length && width(last.join("") + "\u2026") > room) last.pop();
      return { size, lines: [...lines.slice(0, most - 1), last.join("") + "\u2026"], whole: false };
    }
  }

  /** What a box shows. What is not what the field holds is drawn in letters that are not read, and reads as its text:
   * see playbook/pdf/mute.py. @param {any} set @param {any} field @param {{plain: boolean, same: boolean}} how whether the font can draw it, and whether it is what the field holds @param {any} tools */
  async function look({ size, lines, whole }, field, { plain, same }, { file, font, side }) {
    const [wide, high] = field.rect, leading = size * side.leading;
    const up = (side.font.ascent / 1000) * size, low = (side.font.descent / 1000) * size;
    const block = leading * (lines.length - 1) + up - low;
    let y = (field.area || !whole ? high - side.pad : (high + block) / 2) - up;
    const places = lines.map((/** @type {string} */ text) => ({ text, y: (y -= leading) + leading }));
    const frame = `/Type /XObject /Subtype /Form /BBox [0 0 ${field.rect.join(" ")}] /Resources`, { mute } = side.font;
    const [begin, end] = same ? ["", ""] : [`/Span << /ActualText ${coded(lines.join("\n") + " ")} >> BDC `, " EMC"];
    const drawing = (/** @type {string} */ resources, /** @type {string} */ drawn) =>
      file.stream(`${frame} ${resources}`, `/Tx BMC ${begin}${drawn}${end} EMC`);
    if (plain) {
      const shown = places.map((/** @type {any} */ one) => `1 0 0 1 ${side.pad} ${one.y.toFixed(2)} Tm <${font.codes(one.text)}> Tj`);
      return drawing(`${side.resources} 0 R`, `q 1 1 ${(wide - 2).toFixed(2)} ${(high - 2).toFixed(2)} re W n BT ${side.ink} /${same ? side.font.name : mute.name} ${size} Tf\n${shown.join("\n")}\nET Q`);
    }
    const image = file.stream(...(await pictured(places, size, wide, high, side)));
    const resources = `<< /Font << /${mute.name} ${mute.object} 0 R >> /XObject << /T ${image} 0 R >> >>`;
    // Text has to stand there for the picture to read as one; it is not drawn.
    return drawing(resources, `q ${side.ink} ${wide} 0 0 ${high} 0 0 cm /T Do Q BT /${mute.name} ${size} Tf 3 Tr 1 0 0 1 ${side.pad} ${side.pad} Tm <${font.codes("n")}> Tj ET`);
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

  /** A day as the language writes it, in short where its box is narrow; every other text as it is. A box has room for
   * every month or for none, so that a column of days looks alike. @param {string} name @param {string} held @param {any} tools */
  function written(name, held, { brush, font, sheet, side }) {
    const { asked } = playbook.answers.index(sheet.fields), [key, , column] = name.split(".");
    const of = column ? asked[key]?.columns?.find((/** @type {any} */ one) => one.key === column) : asked[key];
    if (!playbook.types[String(of?.type)]?.calendar) return held;
    const year = Array.from({ length: 12 }, (_, month) => `${held.slice(0, 5)}${String(month + 1).padStart(2, "0")}-28${held.slice(10)}`);
    const fits = (/** @type {"long" | "medium"} */ style) => year.map((one) => dated(side.language, one, style)).every((text) => {
      const { size, lines } = laid(text, side, side.fields[name], (font.draws(text) ? font : brush).width);
      return lines.length === 1 && (style === "medium" || size === side.sizes[side.fields[name].area ? 1 : 0]);
    });
    const style = /** @type {const} */ (["long", "medium"]).find(fits);
    return style ? dated(side.language, held, style) : held;
  }

  /** Write a text into its field. @param {string} name @param {string} held @param {string} further @param {any} tools */
  async function put(name, held, further, tools) {
    const { brush, file, font, side } = tools, field = side.fields[name];
    const text = further ? held : written(name, held, tools), plain = font.draws(text + further);
    const how = { plain, same: plain && text + further === held };
    const set = laid(text, side, field, (plain ? font : brush).width, further);
    const drawn = await look(set, field, how, tools);
    file.object(field.object, `${field.head} /V ${coded(held)} /DA (/${side.font.name} ${set.size} Tf ${side.ink}) /AP << /N ${drawn} 0 R >> >>`);
  }

  /** @param {Playbook.Blank} blank @param {Playbook.Answers} given canonical answers @param {Playbook.Definition} sheet */
  async function fill({ side, bytes }, given, sheet) {
    const answers = playbook.pdf.flat(given, sheet);
    const values = { ...answers, ...playbook.figures?.figures(sheet, given.answers) };
    const letters = Object.values(values).reduce((sum, held) => sum + (typeof held === "string" ? Array.from(held).length : 0), 0);
    if (letters > playbook.budgets.paper) throw new playbook.answers.Refused("", "paper");
    const say = (/** @type {string} */ key, more = {}) => playbook.answers.say(side, key, more);
    const font = measured(side.font), brush = measured();
    const file = playbook.pdf.update(side, Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0)));
    const rest = playbook.answers.bare();
    for (const name of Object.keys(answers)) if (!(name in side.fields)) rest[name] = answers[name];

    const texts = Object.keys(values).filter((name) => side.fields[name]?.rect && values[name]);
    const width = (/** @type {string} */ name) => (font.draws(values[name]) ? font : brush).width;
    const long = texts.filter((name) => !laid(values[name], side, side.fields[name], width(name)).whole);
    const added = playbook.pdf.added(long, values, given, sheet, side);
    const pages = await playbook.pdf.pages(added.blocks, side, font, brush, file);

    for (const name of Object.keys(values)) {
      const field = side.fields[name], held = values[name];
      if (!field || held === "" || held === undefined) continue;
      if (field.kind === "box") file.object(field.object, `${field.head} /V /${field.on} /AS /${field.on} >>`);
      else if (field.kind === "radio") {
        file.object(field.object, `${field.head} /V /${held} >>`);
        for (const option of field.options) if (option.on === held) file.object(option.object, `${option.head} /AS /${held} >>`);
      } else {
        const further = long.includes(name) ? `\u2026 ${say("goes_on", { number: pages.of[name] })}` : "";
        await put(name, held, further, { brush, file, font, sheet, side });
      }
    }
    file.object(side.hidden.object, `${side.hidden.head} /V ${coded(JSON.stringify(hidden(side, given, rest)))} >>`);
    return { bytes: file.whole(), told: told(long.length, added, pages.count, say) };
  }

  /** What a person has to know of what is not in its box. @param {number} long @param {any} added @param {number} count of pages @param {Playbook.Say} say */
  function told(long, { blocks, rows }, count, say) {
    const before = blocks.find((/** @type {any} */ one) => one.turned)?.leaf ?? count;
    const counts = Object.entries({ told_long: long, told_rows: rows, told_pages: before, told_map: count - before });
    return counts.filter(([, many]) => many).map(([key, many]) => say(key, { count: many }));
  }

  playbook.pdf.fill = fill;
})((window.playbook = window.playbook || {}));
