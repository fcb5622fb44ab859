// @ts-check
// Added pages: what has no room in its box, and rows past those that have boxes, as tagged text.
((playbook) => {
  "use strict";
  if (playbook.pdf.pages !== undefined) return;
  const { asLines, coded, deflated, pictured } = playbook.pdf.setting;
  const MARGIN = 45.4, TOP = 42, BOTTOM = 56, LEADING = 1.35, BOLD = 1.04;
  const SIZES = /** @type {Record<string, number>} */ ({ H2: 14, H3: 9.5, P: 9.5 });
  const GAPS = /** @type {Record<string, number>} */ ({ H2: 20, H3: 10, P: 2 });
  const MARKS = 200; // bookmarks side by side: more are no help to anybody
  const INK = "0.08 0.16 0.16";

  /** What stands on added pages: of `long` texts the whole, then rows that have no boxes.
   * @param {string[]} long names @param {Record<string, any>} values by name @param {Playbook.Answers} given @param {Playbook.Definition} sheet @param {any} side */
  function added(long, values, given, sheet, side) {
    const { asked } = playbook.answers.index(sheet.fields);
    const say = (/** @type {string} */ key, more = {}) => playbook.answers.say(side, key, more);
    const noun = (/** @type {any} */ field, /** @type {number} */ at) => `${field.rows_label ?? say("entry")} ${at + 1}`;
    const said = (/** @type {any} */ field, /** @type {any} */ held) => {
      const texts = [held].flat().map((one) => (one === true ? "" : playbook.fields[field.type].said(field, one, sheet)));
      return [field.label, texts.join(", ")].filter(Boolean).join(": ") + (field.unit ? ` ${field.unit}` : "");
    };
    /** What a field is called: what differs comes first. @param {string} name */
    function title(name) {
      const parts = name.split("."), field = asked[parts[0]];
      const beside = parts[parts.length - 1] === "text" ? parts.splice(-2)[0] : "";
      const column = field.columns ? playbook.answers.index(field.columns).asked[parts[2]] : field;
      const row = !(parts.length > 1) ? field.label
        : !field.columns ? say("row", { number: Number(parts[1]) + 1 })
        : Array.isArray(field.rows) ? field.rows.find((/** @type {any} */ one) => one.id === parts[1])?.label : noun(field, Number(parts[1]));
      const option = column?.options?.find((/** @type {any} */ one) => one.id === beside);
      return [option?.label, column.label, column === field && parts.length === 1 ? "" : row].filter(Boolean).join(", ");
    }
    /** @type {any[]} */
    const blocks = [];
    const put = (/** @type {string} */ tag, /** @type {string} */ text, more = {}) => blocks.push({ tag, text, ...more });
    const from = (/** @type {any} */ field) => put("P", say("from_page", { number: field.page }), { aside: true });
    if (long.length) {
      put("H2", say("long"));
      put("P", `${say("long_note")} ${say("snapshot")}`, { aside: true });
    }
    for (const name of long) {
      put("H3", title(name), { name });
      from(side.fields[name]);
      for (const paragraph of values[name].split("\n")) if (paragraph.trim()) put("P", paragraph, { typed: true });
    }
    const boxed = Object.keys(side.fields);
    let rows = 0;
    for (const field of sheet.fields) {
      const held = given.answers[field.key];
      if (!Array.isArray(held) || field.options) continue;
      const last = boxed.filter((name) => name.startsWith(`${field.key}.`)).pop() ?? "";
      const first = Number(last.split(".")[1] ?? -1) + 1;
      if (held.length <= first) continue;
      rows += held.length - first;
      put("H2", say("rows", { label: field.label, first: first + 1, last: held.length }));
      if (last) from(side.fields[last]);
      held.slice(first).forEach((row, at) => {
        put("H3", field.columns ? noun(field, first + at) : say("row", { number: first + at + 1 }));
        if (!field.columns) return put("P", row, { typed: true });
        for (const column of field.columns) {
          const cell = row[column.key] ?? values[`${field.key}.${first + at}.${column.key}`];
          if (cell !== undefined) for (const line of said(column, cell).split("\n")) if (line.trim()) put("P", line, { typed: true });
        }
      });
    }
    return { blocks, rows };
  }

  /** Set blocks on leaves; each learns its leaf, and each leaf its parts. @param {any[]} blocks @param {any} box @param {any} font @param {any} brush */
  function flowed(blocks, [wide, high], font, brush) {
    /** @type {{block: any, lines: {text: string, y: number}[]}[][]} */
    const leaves = [[]];
    let y = high - TOP;
    const turn = () => {
      leaves.push([]);
      y = high - TOP;
    };
    for (const block of blocks) {
      block.size = block.aside ? 8 : SIZES[block.tag];
      block.bold = block.tag !== "P";
      block.plain = font.draws(block.text);
      const width = (block.plain ? font : brush).width, step = block.size * LEADING;
      const lines = asLines(block.text, (wide - 2 * MARGIN) / block.size / (block.bold ? BOLD : 1), width);
      if (leaves[leaves.length - 1].length) y -= GAPS[block.tag];
      // A heading stays with what it heads.
      if (y - (block.bold ? lines.length * step + 50 : step) < BOTTOM && leaves[leaves.length - 1].length) turn();
      Object.assign(block, { leaf: leaves.length - 1, top: y, kids: [] });
      /** @type {{block: any, lines: {text: string, y: number}[]} | undefined} */
      let part;
      for (const text of lines) {
        if (y - step < BOTTOM) {
          turn();
          part = undefined;
        }
        if (!part) leaves[leaves.length - 1].push((part = { block, lines: [] }));
        y -= step;
        part.lines.push({ text, y: y + 0.3 * block.size });
      }
    }
    return leaves;
  }

  /** Add pages with `blocks`. @param {any[]} blocks @param {any} side @param {any} font @param {any} brush @param {any} file
   * @returns {Promise<{count: number, of: Record<string, number>}>} */
  async function pages(blocks, side, font, brush, file) {
    if (!blocks.length) return { count: 0, of: {} };
    const { box } = side.pages, leaves = flowed(blocks, box, font, brush);
    const numbers = leaves.map(() => file.fresh()), sect = file.fresh();
    for (const block of blocks) block.element = file.fresh();
    let nums = "";
    for (const [at, parts] of leaves.entries()) {
      const drawing = /** @type {string[]} */ ([]), images = /** @type {string[]} */ ([]);
      const draw = async (/** @type {any} */ { size, bold, typed, plain }, /** @type {any[]} */ lines) => {
        const ink = typed ? side.ink : `${INK} rg`;
        if (plain) {
          const weight = bold ? `2 Tr ${(0.035 * size).toFixed(2)} w ${ink.replace("rg", "RG")}` : "0 Tr";
          drawing.push(`BT ${ink} ${weight} /${side.font.name} ${size} Tf`, ...lines.map(({ text, x = MARGIN, y }) => `1 0 0 1 ${x} ${y.toFixed(2)} Tm <${font.codes(text)}> Tj`), "ET");
          return;
        }
        const low = lines[lines.length - 1].y - 0.4 * size, up = lines[0].y + 1.2 * size, wide = box[0] - 2 * (MARGIN - side.pad);
        const moved = lines.map(({ text, y }) => ({ text, y: y - low }));
        const image = file.stream(...(await pictured(moved, size, wide, up - low, side, bold)));
        drawing.push(`q ${ink} ${wide.toFixed(2)} 0 0 ${(up - low).toFixed(2)} ${(MARGIN - side.pad).toFixed(2)} ${low.toFixed(2)} cm /I${images.length} Do Q`);
        images.push(`/I${images.length} ${image} 0 R`);
      };
      for (const [mark, { block, lines }] of parts.entries()) {
        // A picture has its text behind it.
        const text = block.plain ? "" : ` /ActualText ${coded(lines.map((one) => one.text).join(" "))}`;
        drawing.push(`/${block.tag} << /MCID ${mark}${text} >> BDC`);
        await draw(block, lines);
        drawing.push("EMC");
        block.kids.push(`<< /Type /MCR /Pg ${numbers[at]} 0 R /MCID ${mark} >>`);
      }
      const foot = playbook.answers.say(side, "page", { number: at + 1, total: leaves.length });
      drawing.push("/Artifact BMC");
      await draw({ size: 8, plain: font.draws(foot) }, [{ text: foot, y: BOTTOM / 2 }]);
      drawing.push("EMC");
      const content = file.stream("/Filter /FlateDecode", await deflated(drawing.join("\n")));
      file.object(numbers[at], `<< /Type /Page /Parent ${side.pages.object} 0 R /MediaBox [0 0 ${box.join(" ")}] /Resources << /Font << /${side.font.name} ${side.font.object} 0 R >> /XObject << ${images.join(" ")} >> >> /Contents ${content} 0 R /StructParents ${side.tree.next + at} /Tabs /S >>`);
      nums += ` ${side.tree.next + at} [${refs(parts.map(({ block }) => block.element))}]`;
    }
    for (const { element, tag, leaf, kids } of blocks)
      file.object(element, `<< /Type /StructElem /S /${tag} /P ${sect} 0 R /Pg ${numbers[leaf]} 0 R /K [${kids.join(" ")}] >>`);
    file.object(sect, `<< /Type /StructElem /S /Sect /P ${side.document.object} 0 R /K [${refs(blocks.map((one) => one.element))}] >>`);
    file.object(side.document.object, `${side.document.head} /K [${side.document.kids} ${sect} 0 R] >>`);
    file.object(side.tree.object, `${side.tree.head} /ParentTree << /Nums [${side.tree.nums}${nums}] >> /ParentTreeNextKey ${side.tree.next + leaves.length} >>`);
    file.object(side.pages.object, `${side.pages.head} /Kids [${side.pages.kids} ${refs(numbers)}] /Count ${side.pages.count + leaves.length} >>`);
    bookmarked(blocks, numbers, side, file);
    return { count: leaves.length, of: Object.fromEntries(blocks.filter((one) => one.name).map((one) => [one.name, one.leaf + 1])) };
  }

  const refs = (/** @type {number[]} */ numbers) => numbers.map((one) => `${one} 0 R`).join(" ");

  /** A bookmark for each part and each long answer, behind those that are there. @param {any[]} blocks @param {number[]} numbers @param {any} side @param {any} file */
  function bookmarked(blocks, numbers, side, file) {
    const { object, head, last } = side.outline;
    /** @type {any[]} */
    const tops = [];
    for (const block of blocks) {
      if (block.tag === "H2") tops.push({ block, number: file.fresh(), inner: [] });
      if (block.name && tops[tops.length - 1].inner.length < MARKS) tops[tops.length - 1].inner.push({ block, number: file.fresh(), inner: [] });
    }
    const link = (/** @type {string} */ key, /** @type {number | undefined} */ number) => (number ? ` /${key} ${number} 0 R` : "");
    const chain = (/** @type {any[]} */ items, /** @type {number} */ parent, /** @type {number} */ before) => items.forEach(({ block, number, inner }, at) => {
      const beside = link("Prev", at ? items[at - 1].number : before) + link("Next", items[at + 1]?.number);
      const below = inner.length ? ` /First ${inner[0].number} 0 R /Last ${inner[inner.length - 1].number} 0 R /Count -${inner.length}` : "";
      file.object(number, `<< /Title ${coded(block.text)} /Parent ${parent} 0 R${beside}${below} /Dest [${numbers[block.leaf]} 0 R /XYZ 0 ${block.top.toFixed(1)} null] >>`);
      chain(inner, number, 0);
    });
    chain(tops, object, last.object);
    file.object(last.object, `${last.head} /Next ${tops[0].number} 0 R >>`);
    file.object(object, `${head} /Last ${tops[tops.length - 1].number} 0 R /Count ${side.outline.count + tops.length} >>`);
  }

  Object.assign(playbook.pdf, { added, pages });
})((window.playbook = window.playbook || {}));
