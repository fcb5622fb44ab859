// Answers questions about the site's own scripts: one JSON a line on stdin, one on stdout.
// The first line holds the scripts, as a page would load them, and what each sheet asks.
"use strict";
const { createInterface } = require("node:readline");
const vm = require("node:vm");

const stored = new Map();
Object.assign(globalThis, {
  window: globalThis,
  addEventListener: () => {},
  getComputedStyle: () => ({ fontFamily: "none" }),
  document: {
    body: {},
    head: {},
    addEventListener: () => {},
    querySelector: () => null,
    querySelectorAll: () => [],
    createElement: (kind) => (kind === "canvas" ? { getContext: canvas } : {}),
  },
  location: { hash: "", href: "https://example.org/" },
});
Object.defineProperty(globalThis, "localStorage", {
  value: new Proxy({}, {
    ownKeys: () => [...stored.keys()],
    getOwnPropertyDescriptor: (_, key) => stored.has(key) ? { value: stored.get(key), enumerable: true, configurable: true } : undefined,
    get: (_, name) => ({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => stored.set(key, String(value)),
      removeItem: (key) => stored.delete(key),
    })[name],
  }),
});

/** A canvas that draws nothing: what is drawn is looked at in a browser. */
function canvas() {
  return {
    measureText: (text) => ({ width: 50 * text.length }),
    fillText: () => {},
    getImageData: (x, y, wide, high) => ({ data: new Uint8Array(4 * wide * high) }),
  };
}

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const base64 = (data) => Buffer.from(data).toString("base64");
const refuse = (why) => new playbook.answers.Refused(why, why);
let sheets = {}, known = {}, found = {};

const filled = ({ blank, side, data, sheet }) =>
  playbook.pdf.fill({ side, bytes: blank }, playbook.answers.normalise(data, sheets[sheet]), sheets[sheet]);

const calls = {
  say: ({ language, words, key, count }) => playbook.answers.say({ language, words }, key, { count }),
  clean: ({ text, line }) => playbook.answers.clean(text, line),
  read({ file, sheet }) {
    return playbook.answers.dumps(playbook.answers.parse(bytes(file), "x", sheets[sheet]), sheets[sheet]);
  },
  normal({ data, sheet }) {
    return playbook.answers.dumps(playbook.answers.normalise(data, sheets[sheet]), sheets[sheet]);
  },
  stored({ data, sheet }) {
    const of = sheets[sheet], given = playbook.answers.normalise(data, of);
    const { merge, moved, spread, whole } = playbook.pieces;
    return playbook.answers.dumps(whole(moved(merge({}, spread(given, of, 1)), of), of), of);
  },
  shared({ data, sheet }) {
    const of = sheets[sheet];
    return playbook.answers.dumps(playbook.answers.shared(playbook.answers.normalise(data, of), of), of);
  },
  figures({ answers, sheet }) {
    const of = sheets[sheet], given = playbook.answers.normalise({ answers }, of).answers;
    const worked = playbook.figures.figures(of, given);
    return Object.fromEntries(Object.entries(worked).filter(([, value]) => value !== ""));
  },
  figure({ operation, values, decimal }) {
    const of = values.map((_, at) => `k${at}`);
    const answers = Object.fromEntries(values.map((value, at) => [`k${at}`, value]));
    const worked = playbook.figures.figures({ decimal, fields: [{ key: "c", operation, of }] }, answers);
    return worked.c;
  },
  number({ text, decimal }) {
    const number = playbook.numbers.read(text, decimal);
    return number && [playbook.numbers.shown(number, decimal), number.after];
  },
  flat({ answers, sheet }) {
    const of = sheets[sheet];
    return { ...playbook.pdf.flat(playbook.answers.normalise({ answers }, of), of) };
  },
  moved({ pieces, sheet }) {
    const { moved, whole } = playbook.pieces;
    return playbook.answers.dumps(whole(moved(pieces, sheets[sheet]), sheets[sheet]), sheets[sheet]);
  },
  lines: ({ text, room }) => playbook.pdf.setting.asLines(text, room, (line) => line.length),
  judge: ({ type, text }) => playbook.fields[type].judge({ type }, text),
  nested({ values, sheet }) {
    return playbook.answers.write(playbook.pdf.nested(values, playbook.answers.index(sheets[sheet].fields)));
  },
  is_pdf: ({ file }) => playbook.isPdf(new Blob([bytes(file)])),
  async pdf({ file, sheet }) {
    const answers = await playbook.pdf.read(bytes(file), sheets[sheet], refuse);
    return playbook.answers.dumps(answers, sheets[sheet]);
  },
  async fields({ file }) {
    const held = await playbook.pdf.fields(bytes(file), refuse);
    return Object.fromEntries(held.map(({ name, value }) => [name, value]));
  },
  async fill(given) {
    return base64(await (await filled(given)).bytes.arrayBuffer());
  },
  async join({ parts, about }) {
    const whole = await playbook.pdf.join(parts.map((one) => ({ ...one, bytes: bytes(one.bytes) })), about);
    return [base64(await whole.bytes.arrayBuffer()), whole.starts];
  },
  async told(given) {
    return (await filled(given)).told;
  },
  async link({ text, sheet }) {
    const of = sheets[sheet];
    return playbook.answers.dumps(playbook.answers.parse(await playbook.links.unpacked(text, refuse), "x", of), of);
  },
  async work({ file, pdf }) {
    stored.clear();
    const device = playbook.device(known);
    let agenda = "";
    const files = pdf ? await playbook.backup.readPdf(bytes(file), device, known, refuse)
      : await playbook.backup.read(bytes(file), device, known, refuse, async () => null, (found) => (agenda = found));
    if (!files) return refuseWith("sealed");
    const { why } = device.take(files.filter((one) => playbook.answers.holds(one.answers)), agenda);
    return why ? refuseWith(why) : playbook.backup.text(device, known);
  },
  async combined({ files, secret, names }) {
    const sources = [];
    for (const { name, file } of files) {
      try {
        sources.push(await playbook.sources.read(bytes(file), name, playbook.device(known), known, refuse, async () => null));
      } catch (error) {
        if (!(error instanceof playbook.answers.Refused)) throw error;
      }
    }
    const combined = playbook.combined.combine(sources.filter(Boolean), known.playbook, secret);
    return { text: playbook.combined.text(combined), views: playbook.answers.write(playbook.seen.views(combined, known.sheets, names)) };
  },
  folded: ({ text }) => playbook.sides.folded(text),
  words: ({ text }) => playbook.search.letters(found).words(text),
  unpacked: ({ words, rows }) => [playbook.search.unpack.words(words), playbook.search.unpack.rows(rows, found)],
  plain: ({ text }) => playbook.search.letters(found).plain(text),
  rest: () => gc(),
  get: ({ path }) => path.split(".").reduce((one, name) => one[name], playbook),
};
const refuseWith = (why) => { throw refuse(why); };

async function answered({ call, ...given }) {
  const start = process.cpuUsage();
  const spent = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage(start));
  try {
    return { value: await calls[call](given), took: spent() };
  } catch (error) {
    const took = spent();
    if (error instanceof playbook.answers.Refused) return { refused: error.why, took };
    return { error: String(error.stack ?? error), took };
  }
}

let begun = false;
createInterface({ input: process.stdin }).on("line", async (line) => {
  const given = JSON.parse(line);
  if (!begun) {
    for (const [name, script] of given.scripts) vm.runInThisContext(script, { filename: name });
    ({ sheets, known, found } = given);
    begun = true;
  }
  const said = given.call ? await answered(given) : { value: Object.keys(playbook) };
  process.stdout.write(JSON.stringify({ ...said, memory: process.memoryUsage.rss() }) + "\n");
});
