// @ts-check
// What the fields of a PDF hold, whatever program has made, filled in or merged it; as
// playbook/pdf/form_fields.py.
((playbook) => {
  "use strict";
  if (playbook.pdf.fields !== undefined) return;
  const { isGroup } = playbook.answers;
  const RADIO = 1 << 15, DEPTH = 8, PAGE_DEPTH = 32;

  const plain = (/** @type {any} */ given) => (typeof given === "string" ? given : given?.text ?? "").replace(/^\//, "");
  const joined = (/** @type {string} */ path, /** @type {string} */ part) => (path && part ? `${path}.${part}` : path || part);

  class Fields {
    /** @param {InstanceType<Playbook.Pdf["Objects"]>} file @param {Playbook.Refuse} refuse */
    constructor(file, refuse) {
      this.file = file;
      this.refuse = refuse;
      /** @type {Playbook.FormField[]} */
      this.all = [];
      this.met = new Set();
      this.pages = new Map();
      this.count = 0;
    }

    /** Those that pages alone know, then those that the form lists. @returns {Promise<Playbook.FormField[]>} */
    async read() {
      const { Pages, AcroForm } = await this.file.root();
      const loose = await this.onPages(Pages);
      this.count = 0;
      await this.walk((await this.file.got(AcroForm))?.Fields, "", ["", 0], 0);
      const listed = this.all;
      this.all = [];
      for (const [one, widget, number] of loose) await this.alone(one, widget, number);
      return [...this.all, ...listed];
    }

    counted(more = 1) {
      this.count += more;
      if (this.count > playbook.budgets.fields) throw this.refuse("fields", { most: playbook.budgets.fields });
    }

    /** Whether a field was visited before: in a form of ours, none stands twice. @param {any} one */
    isMet(one) {
      this.counted();
      if (one?.ref !== undefined && this.met.has(one.ref)) return true;
      this.met.add(one?.ref);
      return false;
    }

    /** @param {any} given @returns {Promise<any[]>} */
    async list(given) {
      const one = await this.file.got(given);
      return Array.isArray(one) ? one : [];
    }

    /** The groups in a list, each with what refers to it. @param {any} given @returns {Promise<[any, any][]>} */
    async groups(given) {
      /** @type {[any, any][]} */
      const found = [];
      for (const one of await this.list(given)) {
        const group = await this.file.got(one);
        if (isGroup(group)) found.push([one, group]);
      }
      return found;
    }

    /** @param {any} given @param {number} depth @param {any[]} found @param {Set<number>} seen */
    async leaves(given, depth, found, seen) {
      const node = await this.file.got(given);
      if (depth > PAGE_DEPTH || !isGroup(node)) return;
      if (seen.has(given?.ref)) {
        if ("Kids" in node) throw this.refuse("pdf_damaged");
        return;
      }
      if (given?.ref !== undefined) seen.add(given.ref);
      if (!("Kids" in node)) found.push(node);
      const kids = await this.list(node.Kids);
      this.counted(kids.length); // before one of them is looked at
      for (const kid of kids) await this.leaves(kid, depth + 1, found, seen);
    }

    /** Every widget, and the number of its page. @param {any} first of the pages */
    async onPages(first) {
      /** @type {any[]} */
      const leaves = [];
      /** @type {[any, any, number][]} */
      const found = [];
      await this.leaves(first, 0, leaves, new Set());
      for (const [number, page] of leaves.entries())
        for (const one of await this.list(page.Annots)) {
          this.counted();
          const widget = await this.file.got(one);
          if (!isGroup(widget) || !["T", "Parent", "NM"].some((name) => name in widget)) continue;
          found.push([one, widget, number]);
          if (one?.ref !== undefined && !this.pages.has(one.ref)) this.pages.set(one.ref, number);
        }
      return found;
    }

    /** A field's own name, a dot for each colon, as it was before it was merged. @param {any} field */
    async part(field) {
      return ((await this.file.got(field.T))?.text ?? "").replaceAll(":", ".").replace(/(?:\+\d+| \[\d+\])$/, "");
    }

    /** @param {any} given @param {string} path @param {[any, number]} kind its type and its flags @param {number} depth */
    async walk(given, path, kind, depth) {
      if (depth > DEPTH) return;
      for (const one of await this.list(given)) {
        if (this.isMet(one)) continue;
        const field = await this.file.got(one);
        if (!isGroup(field)) continue;
        const name = joined(path, await this.part(field));
        /** @type {[any, number]} */
        const own = [(await this.file.got(field.FT)) ?? kind[0], (await this.file.got(field.Ff)) ?? kind[1]];
        const kids = await this.groups(field.Kids);
        if (kids.some(([, kid]) => "T" in kid)) await this.walk(field.Kids, name, own, depth + 1);
        else if (name) await this.hold(field, name, own, kids.length ? kids : [[one, field]]);
      }
    }

    /** A widget and what it hangs from, each with what refers to it. @param {any} one @param {any} widget @returns {Promise<[any, any][]>} */
    async line(one, widget) {
      /** @type {[any, any][]} */
      const line = [[one, widget]];
      while (line.length <= DEPTH) {
        const parent = line[line.length - 1][1].Parent, group = await this.file.got(parent);
        if (!isGroup(group)) break;
        line.push([parent, group]);
      }
      return line;
    }

    /** Take down a field that no list has, by one of its widgets. @param {any} one @param {any} widget @param {number} number */
    async alone(one, widget, number) {
      const line = await this.line(one, widget), named = line.filter(([, group]) => "T" in group);
      let name = "";
      for (const [, group] of [...named].reverse()) name = joined(name, await this.part(group));
      if (await this.lost(widget, name, number)) return;
      if (!named.length || this.isMet(named[0][0]) || !name) return;
      /** @type {[any, number][]} */
      const kinds = [];
      for (const [, group] of line) kinds.push([await this.file.got(group.FT), await this.file.got(group.Ff)]);
      const type = kinds.find(([own]) => own)?.[0] ?? "", bits = kinds.find(([, own]) => Number.isInteger(own))?.[1] ?? 0;
      const kids = await this.groups(named[0][1].Kids);
      await this.hold(named[0][1], name, [type, bits], kids.length ? kids : [[one, widget]], number);
    }

    /** Whether a button of ours has lost its field, whose name it knows; the one that is on is taken down.
     * @param {any} button @param {string} name of the field that it seems to have @param {number} page */
    async lost(button, name, page) {
      const known = (await this.file.got(button.NM))?.text ?? "", [called] = known.replaceAll(":", ".").split("=");
      const option = known.slice(called.length + 1);
      if (!option || `.${name}`.endsWith(`.${called}`)) return false;
      if (called && plain(await this.file.got(button.AS)) === option) this.all.push({ name: called, value: option, page });
      return true;
    }

    /** @param {any} field @param {string} name @param {[any, number]} kind @param {[any, any][]} widgets @param {number} [page] */
    async hold(field, name, kind, widgets, page) {
      page ??= widgets.map(([one]) => this.pages.get(one?.ref)).find((one) => one !== undefined);
      const states = [];
      for (const [, widget] of widgets) states.push(plain(await this.file.got(widget.AS)));
      const value = said(await this.file.held(field.V), kind, states);
      this.all.push({ name, value: (await this.option(field, kind, value)) || value, page });
    }

    /** What a button that has a number stands for, as its field says. @param {any} field @param {[any, number]} kind @param {string | boolean} value */
    async option(field, [type, bits], value) {
      if (type !== "/Btn" || !(bits & RADIO) || !/^[0-9]{1,4}$/.test(String(value))) return "";
      return (await this.file.got((await this.list(field.Opt))[Number(value)]))?.text ?? "";
    }
  }

  /** @param {any} held @param {[any, number]} kind @param {string[]} states of its widgets */
  function said(held, [type, bits], states) {
    if (type !== "/Btn") return typeof held === "string" ? held.slice(1) : held?.text ?? "";
    const state = held === undefined || held === null ? states.find((one) => one && one !== "Off") : plain(held);
    const ticked = Boolean(state) && state !== "Off";
    return bits & RADIO ? (ticked ? String(state) : "") : ticked;
  }

  playbook.pdf.fields = (bytes, refuse) => new Fields(new playbook.pdf.Objects(bytes, refuse), refuse).read();
})((window.playbook = window.playbook || {}));
