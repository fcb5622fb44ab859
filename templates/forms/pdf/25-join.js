// @ts-check
// Join sheets into one PDF on the device: their fields stay fields, and both readers tell them apart again.
//
//   const { bytes, starts } = await playbook.pdf.join([{ bytes, title }, …], { title, side, front });
//
// A part's `bytes` are a PDF of ours, blank or filled in, as a Uint8Array or a Blob; its `title` is
// what its bookmark says, where that is not its own. `starts` says on which page each part begins.
// With `side`, that of the first part's blank, every page says its number in all of the file. With `front`, too,
// the blocks that it makes of `starts` (see 17-pages.js) stand on pages before the first part.
// Names of fields begin with their sheet's ref, and from the second copy of a sheet on with `#2`.
// What parts have in common, such as a font, is in the file once. Raises Refused where a part is no
// PDF of ours.
((playbook) => {
  "use strict";
  if (playbook.pdf.join !== undefined) return;
  const { Objects, codes, letters, text } = playbook.pdf;
  const { coded, deflated, measured } = playbook.pdf.setting;
  const { Refused } = playbook.answers;
  const CROWD = 200; // objects packed together
  const NUMBER = "PbNumber", HEAD = 27, SIZE = 8;
  const refuse = (/** @type {string} */ why) => new Refused("", why);

  const utf8 = (/** @type {string} */ one) => letters(new TextEncoder().encode(one));
  const named = (/** @type {string} */ name) => "/" + utf8(name).replace(/[^\w+.-]/g, (sign) => "#" + sign.charCodeAt(0).toString(16).padStart(2, "0"));
  const raw = (/** @type {string} */ said) => ({ text: /^[ -~]*$/.test(said) ? said : "\xfe\xff" + said.replace(/[^]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255)) });
  const hexed = (/** @type {string} */ said) => `<${said.replace(/[^]/g, (sign) => sign.charCodeAt(0).toString(16).padStart(2, "0"))}>`;

  /** A PDF that is being written: what is small is packed. */
  function sheaf() {
    /** @type {(string | Uint8Array)[]} */
    const parts = [];
    /** @type {Map<number, string>} */
    const small = new Map();
    /** Of each object: its kind, where it lies, its number there. @type {number[][]} */
    const places = [[0, 0, 65535]];
    let end = 0;
    const add = (/** @type {string} */ part) => {
      const bytes = codes(part);
      parts.push(bytes);
      end += bytes.length;
    };
    add("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    const fresh = () => places.push([]) - 1;
    /** @param {number} number @param {string} head @param {string} [data] of a stream, a letter a byte */
    function put(number, head, data) {
      if (data === undefined) return void small.set(number, head);
      places[number] = [1, end, 0];
      add(`${number} 0 obj\n${head}\nstream\n${data}\nendstream\nendobj\n`);
    }
    const stream = async (/** @type {number} */ number, /** @type {string} */ head, /** @type {string} */ data) => {
      const packed = letters(await deflated(codes(data)));
      put(number, `<< ${head} /Filter /FlateDecode /Length ${packed.length} >>`, packed);
    };
    /** @param {number} root @param {number} info */
    async function whole(root, info) {
      for (const all = [...small]; all.length; ) {
        const some = all.splice(0, CROWD), number = fresh();
        let heads = "", inner = "";
        some.forEach(([one, said], at) => {
          places[one] = [2, number, at];
          heads += `${one} ${inner.length} `;
          inner += said + "\n";
        });
        await stream(number, `/Type /ObjStm /N ${some.length} /First ${heads.length}`, heads + inner);
      }
      const number = fresh(), start = end, bytes = (/** @type {number} */ value, /** @type {number} */ size) =>
        Array.from({ length: size }, (_, at) => String.fromCharCode((value >>> (8 * (size - 1 - at))) & 255)).join("");
      places[number] = [1, start, 0];
      const table = places.map(([kind, place, at]) => bytes(kind, 1) + bytes(place, 4) + bytes(at, 2)).join("");
      let mark = 2166136261;
      for (const part of parts) for (const byte of part) mark = Math.imul(mark ^ Number(byte), 16777619);
      const id = hexed(bytes(mark >>> 0, 4).repeat(4));
      await stream(number, `/Type /XRef /Size ${places.length} /Root ${root} 0 R /Info ${info} 0 R /ID [${id} ${id}] /W [1 4 2]`, table);
      add(`startxref\n${start}\n%%EOF\n`);
      return new Blob(/** @type {any} */ (parts));
    }
    /** What pages are written to, as in an update. */
    const file = {
      fresh,
      object: put,
      stream: (/** @type {string} */ head, /** @type {string | Uint8Array} */ data) => {
        const number = fresh(), said = typeof data === "string" ? data : letters(data);
        put(number, `<< ${head} /Length ${said.length} >>`, said);
        return number;
      },
    };
    return { file, fresh, put, stream, whole };
  }

  /** What copies objects of one file to another, each once; `met` holds what others have copied.
   * @param {InstanceType<Playbook.Pdf["Objects"]>} file @param {ReturnType<typeof sheaf>} out @param {Map<string, number>} met @param {number} shift of keys in the tree of parents */
  function copier(file, out, met, shift) {
    /** Its number in the new file; null while it is being copied. @type {Map<number, number | null>} */
    const known = new Map();
    /** @param {any} one @returns {string} */
    function written(one) {
      if (one === null || one === undefined) return "null";
      if (typeof one === "number") return String(Number(one.toFixed(6)));
      if (typeof one === "string") return named(one.slice(1));
      if (typeof one !== "object") return String(one);
      if (Array.isArray(one)) return `[${one.map(written).join(" ")}]`;
      if (one.to !== undefined) return `${one.to} 0 R`;
      if (one.ref !== undefined) return `${copied(one.ref)} 0 R`;
      if (one.text !== undefined) return hexed(one.text);
      const moved = (/** @type {string} */ key) => (/^StructParents?$/.test(key) ? one[key] + shift : one[key]);
      return "<<" + Object.keys(one).map((key) => named(key) + " " + written(moved(key))).join(" ") + ">>";
    }
    /** @param {number} number @returns {number} */
    function copied(number) {
      const before = known.get(number);
      if (before) return before;
      if (before === null) {
        known.set(number, out.fresh());
        return copied(number);
      }
      known.set(number, null);
      const head = written(file.object(number)), data = file.packed(number), whole = `${head}\n${data ?? ""}`;
      // What leads back to itself has its number already, and has no double.
      let at = known.get(number) ?? met.get(whole);
      if (!at || known.get(number)) {
        at ??= out.fresh();
        out.put(at, head, data);
        met.set(whole, at);
      }
      known.set(number, at);
      return at;
    }
    return { copied, known, written };
  }

  /** A PDF that is to be a part: where its things are. @param {Uint8Array | Blob} bytes */
  async function opened(bytes) {
    const plain = bytes instanceof Uint8Array ? bytes : new Uint8Array(await bytes.arrayBuffer());
    const file = new Objects(plain, refuse, (one) => one);
    const root = await file.root(), form = file.at(root.AcroForm);
    const fields = file.at(form?.Fields) ?? [];
    const sign = fields.map((/** @type {any} */ one) => file.at(one)).find((/** @type {any} */ one) => one?.T?.text === "_sheet");
    const tree = file.at(root.StructTreeRoot), outline = file.at(root.Outlines);
    if (!sign || !tree || !outline) throw refuse("pdf_foreign");
    const { sheet } = JSON.parse(text(file.at(sign.V).text));
    return { file, root, form, fields, ref: String(sheet), pages: file.at(root.Pages), tree, outline };
  }

  /** Have pages say their numbers at their heads. @param {any[]} leaves each {file, page} @param {any} side @param {number} font @param {number} before pages in front @param {ReturnType<typeof sheaf>} out */
  async function numbered(leaves, side, font, before, out) {
    const face = measured(side.font), open = out.fresh();
    out.put(open, "<< /Length 1 >>", "q");
    for (const [at, { file, page }] of leaves.entries()) {
      const said = `${before + at + 1} / ${before + leaves.length}`, [, , wide, high] = file.at(page.MediaBox), stream = out.fresh();
      const x = (wide - face.width(said) * SIZE) / 2;
      const drawn = `Q /Artifact BMC BT 0.27 g 0 Tr /${NUMBER} ${SIZE} Tf 1 0 0 1 ${x.toFixed(2)} ${(high - HEAD).toFixed(2)} Tm <${face.codes(said)}> Tj ET EMC`;
      out.put(stream, `<< /Length ${drawn.length} >>`, drawn);
      const old = file.at(page.Contents), has = file.at(page.Resources) ?? {};
      page.Contents = [{ to: open }, ...(Array.isArray(old) ? old : [page.Contents]), { to: stream }];
      page.Resources = { ...has, Font: { ...file.at(has.Font), [NUMBER]: { to: font } } };
    }
  }

  /** How many pages stand in front, and what is on them. @param {any[]} starts of parts @param {any} about @returns {{before: number, blocks: any[]}} */
  function fronted(starts, { side, front }) {
    for (let before = front ? 1 : 0; ; before++) {
      const blocks = front?.(starts.map((one) => one + before)) ?? [];
      if (!front || playbook.pdf.leaves(blocks, side, measured(side.font), measured()) <= before) return { before, blocks };
    }
  }

  /** @param {{bytes: Uint8Array | Blob, title?: string}[]} parts @param {{title: string, side?: any, front?: (starts: number[]) => any[]}} about */
  async function join(parts, about) {
    const out = sheaf(), met = new Map(), times = new Map(), { title, side } = about;
    const [root, info, pages, tree, document, outlines, meta] = Array.from({ length: 7 }, out.fresh);
    const all = { kids: "", fields: "", sections: "", nums: "", roles: {}, shift: 0, count: 0 };
    const opening = [], starts = /** @type {number[]} */ ([]), marks = /** @type {any[]} */ ([]), fonts = new Map();
    for (const { bytes, title: called } of parts) opening.push({ ...(await opened(bytes)), called });
    for (const { file, pages: old } of opening) {
      starts.push(all.count + 1);
      all.count += file.at(old.Kids).length;
    }
    const { before, blocks } = fronted(starts, about), first = opening[0];
    for (const part of opening) {
      const { file, called } = part, made = copier(file, out, met, all.shift), { copied, known, written } = made;
      for (const [from, to] of [[part.root.Pages, pages], [part.root.StructTreeRoot, tree], [part.root.Outlines, outlines]]) known.set(from.ref, to);

      // The fonts of boxes: those of the first part, and others by another name.
      const font = copied(file.at(file.at(part.form.DR).Font).Fill.ref);
      if (!fonts.has(font)) fonts.set(font, fonts.size ? `Fill${fonts.size + 1}` : "Fill");
      renamed(part, times, fonts.get(font));
      if (side && part === first) await numbered(opening.flatMap((one) => one.file.at(one.pages.Kids).map((/** @type {any} */ page) => ({ file: one.file, page: one.file.at(page) }))), side, font, before, out);

      const top = file.at(file.at(part.tree.K)[0]), own = out.fresh(), every = (/** @type {any[]} */ list) => list.map((one) => copied(one.ref) + " 0 R ").join("");
      known.set(file.at(part.tree.K)[0].ref, own);
      all.kids += every(file.at(part.pages.Kids));
      all.fields += every(part.fields);
      out.put(own, written({ ...top, S: "/Part", P: { to: document } }));
      all.sections += `${own} 0 R `;
      const { Nums } = file.at(part.tree.ParentTree);
      for (let at = 0; at < Nums.length; at += 2) all.nums += `${Nums[at] + all.shift} ${written(Nums[at + 1])} `;
      all.shift += part.tree.ParentTreeNextKey;
      Object.assign(all.roles, file.at(part.tree.RoleMap));
      marks.push({ part, known, written, title: called });
    }
    const list = linked(marks, out), { written } = marks[0];
    const heads = {
      pages: { object: pages, head: "<< /Type /Pages", kids: all.kids, count: all.count, box: side?.pages.box },
      document: { object: document, head: `<< /Type /StructElem /S /Document /P ${tree} 0 R`, kids: all.sections },
      tree: { object: tree, head: `<< /Type /StructTreeRoot /K [${document} 0 R] /RoleMap ${written(all.roles)}`, nums: all.nums, next: all.shift },
    };
    out.put(pages, `${heads.pages.head} /Count ${all.count} /Kids [${all.kids}] >>`);
    out.put(document, `${heads.document.head} /K [${all.sections}] >>`);
    out.put(tree, `${heads.tree.head} /ParentTree << /Nums [${all.nums}] >> /ParentTreeNextKey ${all.shift} >>`);
    if (blocks.length) {
      const face = { ...side, ...heads, font: { ...side.font, name: "Fill", object: [...fonts][0][0] } };
      await playbook.pdf.pages(blocks, face, measured(side.font), measured(), out.file, true);
    }
    out.put(outlines, `<< /Type /Outlines /First ${list.first} 0 R /Last ${list.last} 0 R /Count ${list.count} >>`);
    out.put(info, `<< /Title ${coded(title)} >>`);
    await out.stream(meta, "/Type /Metadata /Subtype /XML", described(title, text(first.root.Lang.text)));
    const set = [...fonts].map(([number, name]) => `/${name} ${number} 0 R`).join(" ");
    const more = ["MarkInfo", "ViewerPreferences", "Lang"].map((key) => `/${key} ${written(first.root[key])}`).join(" ");
    out.put(root, `<< /Type /Catalog /Pages ${pages} 0 R /StructTreeRoot ${tree} 0 R /Outlines ${outlines} 0 R /Metadata ${meta} 0 R ${more} /AcroForm << /Fields [${all.fields}] /DA ${written(first.form.DA)} /DR << /Font << ${set} >> >> >> >>`);
    return { bytes: await out.whole(root, info), starts: starts.map((one) => one + before) };
  }

  /** Give the fields of a part the names that they have in a file of several. @param {any} part @param {Map<string, number>} times that each sheet was there @param {string} font of its boxes */
  function renamed({ file, fields, ref }, times, font) {
    const copy = (times.get(ref) ?? 0) + 1, before = ref + (copy > 1 ? `#${copy}` : "") + ":";
    times.set(ref, copy);
    for (const one of fields) {
      const field = file.at(one);
      field.T = raw(before + text(field.T.text));
      for (const widget of [field, ...(field.Kids ?? []).map((/** @type {any} */ kid) => file.at(kid))])
        if (widget.DA) widget.DA.text = widget.DA.text.replace("/Fill ", `/${font} `);
    }
  }

  /** What a file says of itself. @param {string} title @param {string} language */
  function described(title, language) {
    const word = (/** @type {string} */ said) => said.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return utf8(`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${word(title)}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>${word(language)}</rdf:li></rdf:Bag></dc:language><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`);
  }

  /** One list of bookmarks out of those of all parts. @param {any[]} marks @param {ReturnType<typeof sheaf>} out */
  function linked(marks, out) {
    const ends = marks.map(({ part, known }) => {
      const [first, last] = [part.outline.First.ref, part.outline.Last.ref].map((one) => {
        if (!known.has(one)) known.set(one, out.fresh());
        return known.get(one);
      });
      return { first, last };
    });
    let count = 0;
    marks.forEach(({ part, written, known, title }, at) => {
      const { file, outline } = part;
      count += outline.Count;
      if (title) file.at(outline.First).Title = raw(title);
      if (at) file.at(outline.First).Prev = { to: ends[at - 1].last };
      if (marks[at + 1]) file.at(outline.Last).Next = { to: ends[at + 1].first };
      for (const one of new Set([outline.First.ref, outline.Last.ref])) out.put(known.get(one), written(file.object(one)));
    });
    return { first: ends[0].first, last: ends[ends.length - 1].last, count };
  }

  playbook.pdf.join = join;
})((window.playbook = window.playbook || {}));
