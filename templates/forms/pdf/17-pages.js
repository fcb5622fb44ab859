// @ts-check
// Add pages to a PDF: headings, paragraphs and tables, tagged, with bookmarks.
//
// A block is {tag: "H1" | "H2" | "H3" | "P", text}, with `aside` for small print, `typed` for what a
// person wrote, `turned` where a page on its side begins with it, and `name` for a bookmark below
// its H2. Or it is {tag: "Table", rows, shares}: a cell is a text, {aside} or a list of texts; the
// first row and the first cell of each are headers, and `shares` are the columns' widths. A table takes the
// largest size at which it fits its page, and goes on on the next one where none does.
((playbook) => {
  "use strict";
  if (playbook.pdf.pages !== undefined) return;
  const { asLines, behind, coded, deflated, pictured } = playbook.pdf.setting;
  const MARGIN = 45.4, TOP = 42, BOTTOM = 56, LEADING = 1.35, BOLD = 1.04, SMALL = 8;
  const SIZES = /** @type {Record<string, number>} */ ({ H1: 22, H2: 14, H3: 9.5, P: 9.5 });
  const GAPS = /** @type {Record<string, number>} */ ({ H1: 0, H2: 20, H3: 10, P: 2, Table: 8 });
  const TABLE = [11, 10, 9, 8.5, SMALL], CELL = 5, DENSE = 1.25, DOT = 7;
  const MARKS = 200; // bookmarks side by side: more are no help to anybody
  const INK = "0.08 0.16 0.16", EDGE = "0.39 0.45 0.43";
  const refs = (/** @type {number[]} */ numbers) => numbers.map((one) => one + " 0 R").join(" ");

  /** Sets blocks on leaves. A leaf has parts, each some lines of one element, and what is only drawn. */
  class Setter {
    /** @param {any} side @param {Playbook.Face} font @param {Playbook.Face} brush @param {() => number} fresh number of an object */
    constructor(side, font, brush, fresh) {
      Object.assign(this, { font, brush });
      this.side = side;
      this.fresh = fresh;
      /** @type {any[]} */
      this.leaves = [];
      this.sect = this.element("Sect");
      /** @type {any} */
      this.leaf = undefined;
      this.y = 0;
      this.turn(side.pages.box);
    }

    /** @returns {number} */
    get top() {
      return this.leaf.box[1] - TOP;
    }

    get room() {
      return this.leaf.box[0] - 2 * MARGIN;
    }

    /** @param {string} tag @param {any} [within] @param {string} [more] */
    element(tag, within, more = "") {
      const one = { tag, more, number: this.fresh(), within, kids: /** @type {any[]} */ ([]) };
      within?.kids.push(one);
      return one;
    }

    /** Begin a leaf. @param {number[]} [box] */
    turn(box = this.leaf.box) {
      this.leaf = { box, parts: [], art: [] };
      this.leaves.push(this.leaf);
      this.y = this.top;
    }

    /** @param {string} text @param {number} room @param {number} size @param {boolean} bold */
    lines(text, room, size, bold) {
      const { font, brush } = /** @type {any} */ (this), plain = font.draws(text);
      const lines = asLines(text, room / size / (bold ? BOLD : 1), (plain ? font : brush).width);
      return lines.map((line) => ({ text: line, plain }));
    }

    /** Put a line at the height that was reached; it joins the part before where both are of one element.
     * @param {any} element none where it is only drawn @param {any} line @param {any} look */
    put(element, { text, plain }, look) {
      const last = this.leaf.parts[this.leaf.parts.length - 1];
      const place = { text, y: this.y + 0.3 * look.size };
      if (element && last?.element === element) last.lines.push(place);
      else this.leaf.parts.push({ ...look, element, plain, lines: [place] });
    }

    /** @param {any} block */
    text(block) {
      const size = block.aside ? SMALL : SIZES[block.tag], bold = block.tag !== "P", step = size * LEADING;
      const wide = this.room, lines = this.lines(block.text, wide, size, bold);
      const used = this.leaf.parts.length > 0;
      if (used) this.y -= GAPS[block.tag];
      // A heading stays with what it heads.
      if (used && this.y - (bold ? lines.length * step + 50 : step) < BOTTOM) this.turn();
      const element = this.element(block.tag, this.sect);
      Object.assign(block, { leaf: this.leaves.length - 1, top: this.y });
      for (const line of lines) {
        if (this.y - step < BOTTOM) this.turn();
        this.y -= step;
        this.put(element, line, { x: MARGIN, wide, size, bold, typed: block.typed });
      }
    }

    /** The rows of a table at one size: its cells as lines, and how high they are. @param {any} block @param {number} size */
    sized({ rows, shares }, size) {
      const { room } = this, { rtl } = this.side, step = size * DENSE;
      const parts = shares ?? rows[0].map((/** @type {any} */ _, /** @type {number} */ n) => (n ? 1 : 0.9));
      const sum = (/** @type {number[]} */ all) => all.reduce((one, more) => one + more, 0);
      const cell = (/** @type {any} */ given, /** @type {number} */ n, /** @type {boolean} */ bold) => {
        const broad = (room * parts[n]) / sum(parts), before = (room * sum(parts.slice(0, n))) / sum(parts);
        const left = MARGIN + (rtl ? room - before - broad : before), list = Array.isArray(given), inset = list ? DOT : 0;
        const wide = broad - 2 * CELL - inset, small = Boolean(given.aside);
        const lines = [given.aside ?? given].flat().flatMap((text, item) => this.lines(text, wide, small ? SMALL : size, bold && !small).map((one, at) =>
          ({ ...one, item, dot: list && !at, down: step + (at || !item ? 0 : 0.35 * size) })));
        return { lines, bold, heavy: bold && !small, list, left, broad, wide, x: left + CELL + (rtl ? 0 : inset), size: small ? SMALL : size, typed: !bold && !small, high: sum(lines.map((one) => one.down)) };
      };
      return rows.map((/** @type {any[]} */ row, /** @type {number} */ y) => {
        const cells = row.map((given, n) => cell(given, n, !y || !n));
        return { cells, high: 2 * CELL + Math.max(step, ...cells.map((one) => one.high)) };
      });
    }

    /** @param {any} block */
    table(block) {
      this.y -= GAPS.Table;
      /** @type {any[]} */
      let set = [];
      for (const size of TABLE) {
        set = this.sized(block, size);
        if (set.reduce((sum, row) => sum + row.high, 0) <= this.y - BOTTOM) break;
      }
      const [head, ...rows] = set, table = this.element("Table", this.sect);
      this.row(head, table, "Column");
      for (const row of rows) this.row(row, table, "Row", head);
      this.y -= GAPS.Table;
    }

    /** One row; what has no room goes on on the next leaf, below its head.
     * @param {any} row @param {any} table none where it is only drawn @param {string} [scope] of its headers @param {any} [head] */
    row({ cells, high }, table, scope, head) {
      const line = table && this.element("TR", table);
      const all = cells.map((/** @type {any} */ cell) => ({ ...cell, at: 0, items: [], element: table && this.element(cell.bold ? "TH" : "TD", line, cell.bold ? ` /A [<< /O /Table /Scope /${scope} >>]` : "") }));
      const turn = () => {
        this.turn();
        this.row(head, null);
      };
      if (head && high > this.y - BOTTOM && high <= this.top - BOTTOM - head.high) turn();
      for (;;) {
        const most = this.y - BOTTOM - 2 * CELL;
        this.cells(all, all.map((/** @type {any} */ cell) => {
          const some = [];
          for (let down = 0; cell.at < cell.lines.length && (down += cell.lines[cell.at].down) <= most; cell.at++) some.push(cell.lines[cell.at]);
          return some;
        }));
        if (all.every((/** @type {any} */ cell) => cell.at === cell.lines.length)) return;
        turn();
        // Whoever looks at the next leaf alone has to see which row it is.
        for (const cell of all) if (cell.bold) Object.assign(cell, { at: 0, element: null });
      }
    }

    /** Draw cells side by side, with their borders. @param {any[]} cells @param {any[][]} taken lines of each */
    cells(cells, taken) {
      const high = 2 * CELL + Math.max(...taken.map((lines, n) => lines.reduce((sum, one) => sum + one.down, cells[n].lines.length ? 0 : cells[n].size)));
      const top = this.y, { art } = this.leaf, set = (/** @type {number[]} */ ...all) => all.map((one) => one.toFixed(2)).join(" ");
      cells.forEach((cell, n) => {
        const { left, broad, x, wide } = cell, area = set(left, top - high, broad, high) + " re";
        if (cell.bold) art.push(`0.92 g ${area} f`);
        art.push(`${EDGE} RG 0.7 w ${area} S`);
        this.y = top - CELL;
        for (const one of taken[n]) {
          this.y -= one.down;
          if (one.dot) art.push(`${EDGE} rg ${set(this.side.rtl ? x + wide + DOT - 3 : left + CELL, this.y + 0.52 * cell.size, 2.6, 2.6)} re f`);
          this.put(this.within(cell, one.item), one, { ...cell, bold: cell.heavy });
        }
      });
      this.y = top - high;
    }

    /** The element of one text in a cell: a header's own, an entry of a list, or a paragraph.
     * @param {any} cell @param {number} item */
    within(cell, item) {
      if (!cell.element || cell.bold) return cell.element;
      if (!cell.list) return (cell.items[item] ??= this.element("P", cell.element));
      cell.names ??= this.element("L", cell.element);
      return (cell.items[item] ??= this.element("LBody", this.element("LI", cell.names)));
    }
  }

  /** Set blocks. @param {any[]} blocks @param {any} side @param {Playbook.Face} font @param {Playbook.Face} brush @param {() => number} [fresh] */
  function flowed(blocks, side, font, brush, fresh = () => 0) {
    const [wide, high] = side.pages.box, setter = new Setter(side, font, brush, fresh);
    for (const block of blocks) {
      if (block.turned) {
        if (setter.leaf.parts.length) setter.turn();
        setter.leaf.box = [high, wide];
        setter.y = setter.top;
      }
      if (block.tag === "Table") setter.table(block);
      else setter.text(block);
    }
    return setter;
  }

  /** Add pages with `blocks` behind those that are there, with a foot; or in front of them, without.
   * @param {any[]} blocks @param {any} side @param {Playbook.Face} font @param {Playbook.Face} brush @param {Pick<Playbook.Update, "fresh" | "object" | "stream">} file @param {boolean} [front]
   * @returns {Promise<{count: number, of: Record<string, number>}>} */
  async function pages(blocks, side, font, brush, file, front = false) {
    if (!blocks.length) return { count: 0, of: {} };
    const { leaves, sect } = flowed(blocks, side, font, brush, file.fresh), order = (/** @type {string} */ old, /** @type {string} */ more) => (front ? `${more} ${old}` : `${old} ${more}`);
    const numbers = leaves.map(() => file.fresh());
    let nums = "";
    for (const [at, leaf] of leaves.entries()) {
      const foot = playbook.answers.say(side, "page", { number: at + 1, total: leaves.length });
      if (!front) leaf.parts.push({ size: SMALL, x: MARGIN, wide: leaf.box[0] - 2 * MARGIN, plain: font.draws(foot), lines: [{ text: foot, y: BOTTOM / 2 }] });
      const { drawing, images, marked } = await drawn(leaf, side, font, file);
      marked.forEach((element, mark) => element.kids.push(`<< /Type /MCR /Pg ${numbers[at]} 0 R /MCID ${mark} >>`));
      const content = file.stream("/Filter /FlateDecode", await deflated(drawing.join("\n")));
      file.object(numbers[at], `<< /Type /Page /Parent ${side.pages.object} 0 R /MediaBox [0 0 ${leaf.box.join(" ")}] /Resources << /Font << /${side.font.name} ${side.font.object} 0 R >> /XObject << ${images.join(" ")} >> >> /Contents ${content} 0 R /StructParents ${side.tree.next + at} /Tabs /S >>`);
      nums += ` ${side.tree.next + at} [${refs(marked.map(({ number }) => number))}]`;
    }
    const write = (/** @type {any} */ one, /** @type {number} */ parent) => {
      const kids = one.kids.map((/** @type {any} */ kid) => (typeof kid === "string" ? kid : write(kid, one.number) + " 0 R"));
      file.object(one.number, `<< /Type /StructElem /S /${one.tag} /P ${parent} 0 R${one.more} /K [${kids.join(" ")}] >>`);
      return one.number;
    };
    write(sect, side.document.object);
    file.object(side.document.object, `${side.document.head} /K [${order(side.document.kids, sect.number + " 0 R")}] >>`);
    file.object(side.tree.object, `${side.tree.head} /ParentTree << /Nums [${side.tree.nums}${nums}] >> /ParentTreeNextKey ${side.tree.next + leaves.length} >>`);
    file.object(side.pages.object, `${side.pages.head} /Kids [${order(side.pages.kids, refs(numbers))}] /Count ${side.pages.count + leaves.length} >>`);
    if (!front) bookmarked(blocks, numbers, side, file);
    return { count: leaves.length, of: Object.fromEntries(blocks.filter((one) => one.name).map((one) => [one.name, one.leaf + 1])) };
  }

  /** What a leaf shows, and the elements that its marks belong to. @param {any} leaf @param {any} side @param {Playbook.Face} font @param {Pick<Playbook.Update, "stream">} file */
  async function drawn({ parts, art }, side, font, file) {
    const drawing = art.length ? ["/Artifact BMC", ...art, "EMC"] : [], images = /** @type {string[]} */ ([]), marked = /** @type {any[]} */ ([]);
    const draw = async (/** @type {any} */ { size, bold, typed, plain, x, wide }, /** @type {any[]} */ lines) => {
      const ink = typed ? side.ink : `${INK} rg`;
      if (plain) {
        const weight = bold ? `2 Tr ${(0.035 * size).toFixed(2)} w ${ink.replace("rg", "RG")}` : "0 Tr";
        drawing.push(`BT ${ink} ${weight} /${side.font.name} ${size} Tf`, ...lines.map(({ text, y }) => `1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm <${font.codes(text)}> Tj`), "ET");
        return;
      }
      const low = lines[lines.length - 1].y - 0.4 * size, high = lines[0].y + 1.2 * size - low, broad = wide + 2 * side.pad;
      const moved = lines.map(({ text, y }) => ({ text, y: y - low }));
      const image = file.stream(...(await pictured(moved, size, broad, high, side, bold)));
      drawing.push(`q ${ink} ${broad.toFixed(2)} 0 0 ${high.toFixed(2)} ${(x - side.pad).toFixed(2)} ${low.toFixed(2)} cm /I${images.length} Do Q`, ...behind(lines, x, wide, size, side, font));
      images.push(`/I${images.length} ${image} 0 R`);
    };
    for (const part of parts) {
      drawing.push(part.element ? `/${part.element.tag} << /MCID ${marked.length} >> BDC` : "/Artifact BMC");
      if (part.element) marked.push(part.element);
      await draw(part, part.lines);
      drawing.push("EMC");
    }
    return { drawing, images, marked };
  }

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

  Object.assign(playbook.pdf, { pages, leaves: (/** @type {[any[], any, Playbook.Face, Playbook.Face]} */ ...given) => flowed(...given).leaves.length });
})((window.playbook = window.playbook || {}));
