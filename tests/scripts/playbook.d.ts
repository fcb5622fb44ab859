// What the scripts of a site tell each other: `window.playbook`. Only checks read this file; no site has it.
// Each script adds its part once all that it needs is there (templates/forms/order), so what others
// call is declared as being there; what may be missing where it is asked for has a question mark.

declare namespace Playbook {
  /** What a file, a strange answer or a control holds: judged before it is used. */
  type Given = any;

  interface Option {
    id: string;
    label: string;
    was?: string[];
  }

  /** A question as the page tells it: `playbook/forms`, by the traits of its type. */
  interface Field {
    key: string;
    type: string;
    label: string;
    was?: string[];
    options?: Option[];
    columns?: Field[];
    rows?: Option[] | number;
    min?: number;
    max?: number;
    unknown?: boolean;
    private?: boolean;
    /** The id of the option that this text stands beside. */
    option?: string;
    operation?: string;
    of?: string[];
    default?: string;
    map?: { x: string; y: string; label: string; begin?: Record<string, string> };
    from?: From;
    low?: string;
    high?: string;
    combine?: { as?: "one" | "each" | "none"; against?: string[]; match?: string; say?: string; steps?: NextSteps };
  }
  interface NextSteps {
    what: string;
    who?: string;
    by?: string;
    done?: string;
    done_is?: string;
  }

  /** A field in a role, with what that needs. */
  type Choice = Field & { options: Option[] };
  type Table = Field & { columns: Field[]; map: NonNullable<Field["map"]> };
  type Figure = Field & { operation: string; of: string[] };
  type Asking = Field & { from: From };

  /** Where else a question was answered. */
  interface From {
    ref: string;
    key: string;
    was: string[];
    type: string;
    title: string;
    options: Option[];
    map: Record<string, string>;
  }

  /** A sheet as its page tells it. */
  interface Definition extends Worded {
    playbook: string;
    upstream?: string[];
    ref: string;
    was: string[];
    noun: string;
    title: string;
    decimal: string;
    fields: Field[];
    /** Boxes that stand in other lists too: by key, the refs of each list. */
    shared?: Record<string, string[][]>;
    url?: string;
    gone?: boolean;
  }

  /** What of a sheet a store knows. */
  type Fields = Pick<Definition, "playbook" | "ref" | "was" | "fields">;

  interface Worded {
    language: string;
    words: Record<string, string>;
  }

  /** Every sheet of a playbook. */
  interface Known extends Worded {
    playbook: string;
    upstream: string[];
    sheets: Definition[];
    /** By a path's ref: its packet's own sheet, its sheets in order, and each stop with what it has there. */
    packets: Record<string, { own: string; parts: string[]; stops: [string, string][] }>;
  }

  /** What a copy holds, in canonical form. */
  interface Answers {
    playbook: string;
    ref: string;
    copy: string;
    answers: Record<string, Given>;
    earlier: Record<string, Given>;
    seen: Record<string, string>;
  }

  /** A value and the time of its last change. */
  type Piece = [Given, number];
  type Pieces = Record<string, Piece>;

  interface Index {
    asked: Record<string, Field>;
    today: Record<string, string>;
  }

  type Values = Record<string, any>;
  type Say = (key: string, values?: Values) => string;
  type Tell = (text: string, act?: (() => void) | null, name?: string) => void;
  interface Refusal extends Error {
    why?: string;
  }
  type Refuse = (why: string, more?: Values) => Refusal;
  type Put = (path: string, held: Given) => void;

  /** What a type of field does with answers: one home each, `fields/<type>/script.js`. */
  interface Shape {
    judge(field: Pick<Field, "type">, said: string): boolean;
    /** What of a value is an answer, and the rest. */
    fit(field: Field, value: Given): Given[];
    flat(field: Field, name: string, held: Given, put: Put): void;
    spread(field: Field, path: string, held: Given, put: Put, row: string): void;
    said(field: Field, value: string, sheet: Definition): string;
    taken(field: Field, texts: string[], lines: boolean): Given;
    choosing?(field: Field, held: Given, id: string): Given;
    steps?(field: Field): string[];
    remark?(said: string, sheet: Definition): [string, Values] | null;
  }

  interface Store {
    now(pieces?: Pieces): number;
    understood(text: string | null): { pieces?: Pieces; newer?: boolean } | null;
    copyOf(key: string | null): string | null;
    copies(): string[];
    places(copy: string): string[];
    read(copy: string): { pieces?: Pieces; newer?: boolean } | null;
    current(): string;
    choose(copy: string): void;
    remove(copy: string): (more?: Pieces) => boolean;
    save(copy: string, changes: Pieces): { pieces?: Pieces; why?: string };
  }

  /** What takes an answer: an input, a choice or a text area. */
  type Control = HTMLElement &
    Pick<HTMLInputElement, "checked" | "defaultChecked" | "defaultValue" | "name" | "type" | "validity" | "value"> &
    Pick<HTMLSelectElement, "selectedOptions">;

  /** An element of a template of ours: what a script asks it for is there, of the kind that it says. */
  type Ours<E> = { querySelector(names: string): any; querySelectorAll(names: string): NodeListOf<any> } & E;

  /** A form at work, with what its parts add. */
  interface View {
    form: Ours<HTMLFormElement>;
    root: Ours<HTMLElement>;
    sheet: Definition;
    store: Store;
    /** The element of the form that is called so, if it is there. */
    part(name: string): any;
    copy: string;
    pieces: Pieces;
    signal: AbortSignal;
    /** Called before the controls are shown. */
    drawing: (() => void)[];
    /** What else to take down with a change in a control. */
    beside: ((control: any) => Values)[];
    /** Called after every change, whoever made it. */
    changed: (() => void)[];
    say: Say;
    status(text: string): void;
    tell: Tell;
    record(changes: Values): void;
    flush(): boolean;
    forget(): void;
    show(): void;
    load(copy: string): boolean;
    close(): void;
    acts: Record<string, (button?: any) => void>;
    ready?(): unknown;
    /** By `copies`. */
    add(pieces: Pieces, called?: string): string | undefined;
    change(changes: Values): () => void;
    name(): string;
    /** The other copies of the sheet on this device, each with its name. */
    others(): [string, string][];
    /** By `files` and `sheets`. */
    take(answers: Answers, called: string, words: string, known?: string): void;
    /** The invented answers that the page shows. */
    example(): Record<string, Given>;
    held(): Answers;
    secret: boolean;
    readPdf(file: File): Promise<Answers>;
  }
  type Part = (view: View) => void;

  /** A script that pages load when they need it. */
  interface Later {
    sheets: Known;
    "form-pdf": Pdf;
    worksheet: {};
  }
  /** A copy on this device. */
  interface Held {
    ref: string;
    copy: string;
    sheet: Definition;
    pieces: Pieces;
    changed: number;
    filed: number;
    saved: number;
    newer: boolean;
  }
  /** The agenda that the page "Tonight" keeps, as text. */
  interface LaidAgenda {
    text: string;
    /** What its points are called. */
    points: string;
    changed: number;
    filed: number;
    saved: number;
  }
  interface Sheeted {
    sheet: Definition;
    answers: Answers;
  }

  interface Device {
    /** `back` takes away again what was added, `kept` says that another agenda stays; where there is a `why`, nothing was. */
    take(files: Sheeted[], agenda: string): { added: number; known: number; kept?: boolean; why?: string; back?: () => boolean };
    agenda(): LaidAgenda | null;
    clear(): () => void;
    file(agenda: string): { why?: string };
    answers(one: Held): Answers;
    count(one: Held): { done: number; total: number };
    held(): Held[];
    sheetOf(ref: string): Definition;
    storeOf(sheet: Definition): Store;
    wipe(): number;
  }

  /** The page "My work". */
  interface Page {
    root: Ours<HTMLElement>;
    known: Known;
    device: Device;
    part(name: string): any;
    say: Say;
    tell: Tell;
    ask(dialog: any, now: string, work: (given: string) => void, stop?: () => void, judge?: (given: string) => Promise<string>): void;
    hide(inside: HTMLElement): void;
    titled(one: Held, all: Held[]): string;
    show(): void;
    open(files: File[]): Promise<void>;
  }

  /** A point of an agenda; `use` says how its sheet comes: one, each, none, or copy:<id>. */
  /** A sheet on the table: blank, once or one each, with a copy's answers, or left out. */
  interface LaidSheet {
    sheet: string;
    /** The sheet's title, for when the playbook has it no more. */
    called: string;
    use: string;
  }
  interface AgendaPoint extends LaidSheet {
    title: string;
    minutes: number;
    /** The minutes that it would have if there were time. */
    wanted: number;
    least: number;
    note: string;
    /** The block of a guide that it is: `guides/<id>#<block>`. */
    from: string;
  }
  interface Agenda {
    purpose: string;
    start: string;
    minutes: number;
    people: number;
    goal: string;
    /** Whether somebody changed its points. */
    changed: boolean;
    points: AgendaPoint[];
    /** What lies on the table besides the sheets of points. */
    sheets: LaidSheet[];
  }
  interface TonightData {
    playbook: string;
    upstream: string[];
    language: string;
    words: Record<string, string>;
    purposes: { id: string; title: string; guide: string; points: { id: string; title: string; minutes: number; least: number; note: string; sheet: string }[] }[];
    /** Title, and the refs that it had, by ref. */
    sheets: Record<string, string[]>;
  }
  /** The page "Tonight". */
  interface TonightPage {
    root: Ours<HTMLElement>;
    data: TonightData;
    key: string;
    agenda: Agenda;
    form: any;
    editing: boolean;
    /** Whether a newer version of the page keeps the agenda. */
    locked: boolean;
    part(name: string): any;
    say: Say;
    tell: Tell;
    show(): void;
    change(at: number, more: Partial<AgendaPoint>): void;
    move(from: number, to: number): void;
    takeOut(at: number): void;
    lay(sheets: LaidSheet[]): void;
    withCopies(laid: LaidSheet[]): LaidSheet[];
  }

  /** What is made of the answers to a question, to be drawn as `view`; the rest is the view's own. */
  type SeenPart = Record<string, any>;
  /** How a type of field puts the answers of many side by side: one home each, `fields/<type>/combine.js`. */
  interface Side {
    combined(field: Field, given: [number, Given][]): SeenPart[];
    rows(field: Field, rows: [string, string, [number, Given][]][]): SeenPart[];
    shown(field: Field, answer: Given): Given;
  }
  /** One partner's answers to a sheet. */
  interface Entry {
    answers: Answers;
    sheet: Definition;
    filled: string;
    file: string;
    source: string;
    data: Given;
    key: string;
    /** What it was before anything private was left out. */
    full?: Entry;
  }
  /** What one file brings; decisions name entries by their keys. */
  interface Source {
    entries: Entry[];
    chosen: Record<string, string>;
    shown: string[];
    partners: Record<string, string>;
  }
  /** Many files together; decisions name entries by their numbers. */
  interface Combined {
    playbook: string;
    entries: Entry[];
    chosen: Record<string, number>;
    shown: number[];
    partners: Record<string, string>;
    private: boolean;
  }
  /** The page that combines. */
  interface Desk {
    root: Ours<HTMLElement>;
    known: Known;
    device: Device;
    sources: Source[];
    /** What is put together now. */
    now: Combined;
    part(name: string): any;
    say: Say;
    tell(words: string): void;
    show(): void;
    /** What people decide here; entries by their keys before anything private is left out. */
    mine: { chosen: Record<string, string | null>; shown: Record<string, boolean>; partners: Record<string, string> };
    /** The key of an entry before anything private was left out. */
    whole(one: Entry): string;
    /** By `taken`. */
    open(files: File[]): Promise<void>;
    /** By `decided`. */
    apply(found: Combined): Combined;
    settle(talk: any): (Node | string)[];
    /** By `whose`. */
    list(): void;
  }
  interface Partners {
    names: string[];
    of: number[];
    shorts: string[];
  }

  /** How far one is with an item. */
  interface State {
    done: number;
    total: number;
    begun: boolean;
  }
  interface Progress {
    (data: Given, ref: string): State;
    known(inside: ParentNode): Given;
    last(data: Given): { ref: string; title: string; copy: string; time: number; called: string } | null;
    choose(id: string, to: { ref: string; copy: string }): void;
    follow(work: () => void, signal?: AbortSignal): void;
  }

  /** A number without rounding: its digits, and how many of them stand after the point. */
  interface Exact {
    digits: bigint;
    after: number;
  }

  /** A blank PDF, and what filling it in takes. */
  interface Blank {
    side: Given;
    bytes: string;
  }
  /** What one field of a PDF holds, and the number of the page that it stands on. */
  interface FormField {
    name: string;
    value: string | boolean;
    page: number | undefined;
  }

  /** A sheet in a PDF: what it says of itself, and what its fields hold. */
  interface Paper {
    about: Given;
    values: Record<string, Given>;
  }
  /** What texts are drawn with. */
  interface Face {
    draws(text: string): boolean;
    width(text: string): number;
    codes(text: string): string;
  }
  /** What is added to the end of a PDF. */
  interface Update {
    fresh(): number;
    object(number: number, head: string, data?: Uint8Array | string): void;
    stream(head: string, data: Uint8Array | string): number;
    whole(): Blob;
  }

  /** What opens the texts and the streams of a file that no password locks. */
  type Unlocked = (lock: Given, id: string, refuse: Refuse) => Promise<
    (name: "StmF" | "StrF", raw: Uint8Array, number: number, generation: number) => Promise<Uint8Array>
  >;

  interface Pdf {
    codes(text: string): Uint8Array<ArrayBuffer>;
    letters(bytes: Uint8Array): string;
    text(raw: string): string;
    value(raw: string, at: number, read?: (raw: string) => string): Given;
    unlocked: Unlocked;
    Objects: new (bytes: Uint8Array, refuse: Refuse, reading?: (raw: string) => string) => {
      at(given: Given): Given;
      object(number: number): Given;
      packed(number: number): string | undefined;
      got(given: Given): Promise<Given>;
      held(given: Given): Promise<Given>;
      root(): Promise<Given>;
    };
    flat(given: Answers, sheet: Definition): Record<string, Given>;
    nested(values: Record<string, Given>, index: Index): Record<string, Given>;
    PACKET: string;
    fields(bytes: Uint8Array, refuse: Refuse): Promise<FormField[]>;
    dropStrays(held: FormField[]): FormField[];
    byHiddenFields(held: FormField[], refuse: Refuse): Paper[];
    byQuestions(held: FormField[], sheets: Definition[], refuse: Refuse): Paper[];
    isPart(name: string): boolean;
    partOf(name: string): string;
    fitted(about: Given, values: Record<string, Given>, sheet: Definition, refuse: Refuse): Answers;
    opened(bytes: Uint8Array, refuse: Refuse, sheets: Definition[]): Promise<Paper[]>;
    read?(bytes: Uint8Array, sheet: Definition, refuse: Refuse): Promise<Answers>;
    setting: {
      asLines(text: string, room: number, width: (text: string) => number): string[];
      coded(text: string): string;
      dated(language: string, held: string, style?: "long" | "medium"): string;
      deflated(data: Uint8Array | string): Promise<Uint8Array>;
      clusters(text: string): string[];
      measured(font?: Given): Face;
      behind(lines: { text: string; y: number }[], x: number, room: number, size: number, side: Given, font: Face): string[];
      pictured(lines: { text: string; y: number }[], size: number, width: number, height: number, side: Given, bold?: boolean): Promise<[string, Uint8Array]>;
    };
    update(side: Given, old: Uint8Array): Update;
    added(long: string[], values: Given, given: Answers, sheet: Definition, side: Given): { blocks: Given[]; rows: number };
    leaves(blocks: Given[], side: Given, font: Face, brush: Face): number;
    pages(blocks: Given[], side: Given, font: Face, brush: Face, file: Pick<Update, "fresh" | "object" | "stream">, front?: boolean): Promise<{ count: number; of: Record<string, number> }>;
    join(parts: { bytes: Uint8Array | Blob; title?: string }[], about: { title: string; side?: Given; front?: (starts: number[]) => Given[] }): Promise<{ bytes: Blob; starts: number[] }>;
    packet(
      path: string,
      given: { known: Known; words: Record<string, string>; done: string[]; secret: boolean; blank: (ref: string) => Promise<Blank> },
    ): Promise<{ bytes: Blob; told: string[] }>;
    fill?(blank: Blank, given: Answers, sheet: Definition): Promise<{ bytes: Blob; told: string[] }>;
  }

  /** What was found, and how a page shows it. */
  interface Search {
    items(index: Given): Item[];
    letters(index: Given): { plain(text: string): string; words(text: string): string[] };
    unpack: { words(packed: string): string[]; rows(packed: string, index: Given): number[][] };
    stemmer(language: string, deep?: boolean): (word: string) => string;
    distance(a: string, b: string, most: number): number;
    near(typed: string, known: string[], times: (word: string) => number): string;
    holders(index: Given): Holders;
    names(names: string[][][], worth: (stem: string) => number): (asked: Saying[]) => Map<number, number>;
    ideas(index: Given, holders: Holders, stems: { close(word: string): string; distant(word: string): string }): (words: string[]) => Asked;
    ranking(index: Given): Ranking;
    element(name: string, given?: Record<string, string>, inside?: (Node | string)[]): HTMLElement;
    filled(text: string, values: Record<string, string | number>): string;
    told(ranking: Ranking, answer: Found, typed: string, count: number): string;
    row(ranking: Ranking, item: Item, asked: Marks, address: (path: string) => string, heading: string): HTMLElement;
    box(form: HTMLFormElement, ranking: Ranking, address: (path: string) => string): void;
    find(form: HTMLFormElement, ranking: Ranking, address: (path: string) => string): void;
  }
  /** `time` in words; `minutes` least and most, or nothing. */
  interface Item {
    url: string;
    kind: string;
    title: string;
    summary: string;
    aliases: string[];
    phases: string[];
    roles: string[];
    minutes: number[];
    time: string;
    steps: string[];
  }
  interface Holding {
    scores: Map<number, number>;
    found: boolean;
    /** Not just distant relatives hold it. */
    sure: boolean;
    rarity: number;
  }
  interface Holders {
    of(word: string): Holding;
    worth(stem: string): number;
    times(word: string): number;
    known: string[];
  }
  interface Way {
    words: string[];
    factor: number;
  }
  interface Saying {
    ways: Way[];
    worth: number;
  }
  interface Idea {
    typed: string[];
    ways: Way[];
    kind: boolean;
  }
  interface Asked {
    ideas: Idea[];
    small: string[];
    kinds: Set<string>;
    bare: boolean;
    read: [string, string][];
  }
  interface Marks {
    stems: Set<string>;
    starts: string[];
  }
  interface Found {
    results: { item: number; score: number }[];
    /** How many of them are near the best. */
    near: number;
    /** Pages without an item that are asked for by name. */
    pages: Item[];
    read: [string, string][];
    marks: Marks;
  }
  interface Ranking {
    rank(text: string): Found;
    marked(text: string, asked: Marks): [string, boolean][];
    plain(text: string): string;
    index: Given;
  }
}

interface Playbook {
  // What the build tells: playbook/forms/scripts.py, known.py, sheets.py; playbook/search/files.py
  budgets: Record<string, number>;
  numerals: { longest: number; zeros: number[] };
  types: Record<string, { one_line?: boolean; strict?: boolean; calendar?: boolean; formed?: boolean; titles?: boolean; told?: string; pattern?: string }>;
  known: Playbook.Known;
  blanks: Record<string, Playbook.Blank>;
  found?: Playbook.Given;

  // order
  arrived(): void;
  when(needs: (keyof Playbook)[], work: () => void): void;

  // core
  isPdf(file: Blob): Promise<boolean>;
  make(kind: string, css: string, text?: string): any;
  notice(place: HTMLElement, say: Playbook.Say, home: () => HTMLElement | null | undefined): Playbook.Tell;
  moment(sheet: Playbook.Worded, time: number): string;
  strict: {
    clean(text: string, line?: boolean): string;
    isGroup(value: Playbook.Given): boolean;
    judge(data: Playbook.Given, refuse: Playbook.Refuse): void;
    read(bytes: Uint8Array, refuse: Playbook.Refuse, size?: "file" | "backup", values?: "values" | "all_values"): Playbook.Given;
    said(json: string, refuse: Playbook.Refuse, values?: "values" | "all_values"): Playbook.Given;
  };
  numbers: {
    read(text: unknown, decimal: string): Playbook.Exact | null;
    shown(number: Playbook.Exact, decimal: string): string;
    surprise(text: string, decimal: string): string;
  };
  answers: {
    Refused: new (message?: string, why?: string) => Playbook.Refusal;
    accepted(data: Playbook.Given, sheet: Playbook.Definition, refuse: Playbook.Refuse): Playbook.Answers;
    bare(): any;
    blank(text: string): boolean;
    byCode(a: string, b: string): number;
    clean(text: string, line?: boolean): string;
    dumps(given: Playbook.Answers, sheet: Playbook.Definition): string;
    file(given: Playbook.Answers, sheet: Playbook.Definition): Playbook.Given;
    filled(value: Playbook.Given): Playbook.Given;
    fit(groups: Playbook.Given[], fields: Playbook.Field[]): [Record<string, Playbook.Given>, Record<string, Playbook.Given>];
    holds(given: Playbook.Answers): boolean;
    index(fields: Playbook.Field[]): Playbook.Index;
    isGroup(value: Playbook.Given): boolean;
    normalise(data: Playbook.Given, sheet: Playbook.Definition): Playbook.Answers;
    owned(id: unknown, ref: unknown, sheet: Playbook.Definition, refuse: Playbook.Refuse): void;
    parse(bytes: Uint8Array, file: string, sheet: Playbook.Definition): Playbook.Answers;
    refOf(data: Playbook.Given): string;
    refuseForeign(id: unknown, known: Pick<Playbook.Definition, "playbook" | "upstream">, refuse: Playbook.Refuse): void;
    say(sheet: Playbook.Worded, key: string, values?: Playbook.Values): string;
    shared(given: Playbook.Answers, sheet: Playbook.Definition, secret?: boolean): Playbook.Answers;
    tidy(value: Playbook.Given, depth?: number): Playbook.Given;
    write(value: Playbook.Given, pad?: string): string;
  };
  others: {
    joined(answers: Playbook.Given, other: Playbook.Given): Record<string, Playbook.Given>;
    parted(answers: Playbook.Given): [Record<string, Playbook.Given>, Record<string, Playbook.Given>];
  };
  shapes: Record<"figure" | "lines" | "option" | "options" | "rows" | "text", Playbook.Shape> & {
    renewed(field: Playbook.Field, value: Playbook.Given): Playbook.Given;
  };
  fields: Record<string, Playbook.Shape>;
  pieces: {
    apart(names: string[]): string[];
    called(pieces: Playbook.Pieces): string;
    filed(piece: Playbook.Piece): number;
    fromFile(pieces: Playbook.Pieces): Playbook.Pieces;
    gather(pieces: Playbook.Pieces, byRow?: boolean): Record<string, Playbook.Given>;
    merge(a: Playbook.Pieces, b: Playbook.Pieces): Playbook.Pieces;
    moved(pieces: Playbook.Pieces, sheet: Playbook.Fields): Playbook.Pieces;
    rows(pieces: Playbook.Pieces, key: string): string[];
    spread(given: Playbook.Answers, sheet: Playbook.Definition, time: number): Playbook.Pieces;
    whole(pieces: Playbook.Pieces, sheet: Playbook.Definition): Playbook.Answers;
  };
  store: {
    now(pieces?: Playbook.Pieces): number;
    open(sheet: Playbook.Fields): Playbook.Store;
  };
  controls: {
    all(inside: ParentNode): Playbook.Control[];
    isHalf(control: Playbook.Control): boolean;
    judge(control: Playbook.Control, view: Playbook.View): void;
    mirror(control: Playbook.Control): void;
    path(control: Playbook.Control): string;
    show(control: Playbook.Control, given: Playbook.Given): void;
    value(control: Playbook.Control): string | boolean | undefined;
  };
  form: { of(kind: string, parts: (Playbook.Part | undefined)[]): void };
  earlier: Playbook.Part & { terms(given: Playbook.Answers, sheet: Playbook.Definition): HTMLElement[] };
  copies?: Playbook.Part;
  links: {
    LINK: string;
    LONGEST: number;
    packed(text: string): Promise<string>;
    unpacked(text: string, refuse: Playbook.Refuse): Promise<Uint8Array>;
  };
  files?: Playbook.Part;
  /** The paper that is usual where the reader is: `a4` or `letter`. */
  paper(): string;
  give(content: BlobPart, file: string, type: string): void;
  outgoing(sheet: Playbook.Definition, copy: string, secret: boolean): Playbook.Answers;
  sheets?: Playbook.Part;
  /** Load a script where what it brings is not there; raises Refused where it cannot be loaded. */
  load(address: string, there: () => any): Promise<any>;
  /** The same, by the name of one of ours. */
  later<Name extends keyof Playbook.Later>(name: Name): Promise<Playbook.Later[Name]>;
  /** What has to know every sheet: it begins once, when it is first asked for; where what is told of them cannot
   * be loaded, that raises Refused, and whoever asks next tries again. */
  knowing<T>(begin: (known: Playbook.Known) => T | Promise<T>): () => Promise<T>;

  // worksheet
  figures: { figures(sheet: Playbook.Definition, answers: Playbook.Given): Record<string, string> };
  figured?: Playbook.Part;
  choice?: Playbook.Part;
  rowed?: Playbook.Part;
  map?: Playbook.Part;
  from?: Playbook.Part;
  letters?: Playbook.Part;
  who?: Playbook.Part;

  // checklist, progress, path
  checks?: Playbook.Part;
  shared?: Playbook.Part;
  progress: Playbook.Progress;
  home?: () => void;
  stops?: Playbook.Part;
  packeted?: Playbook.Part;

  // work
  /** `keysOf` names everything that is stored of a playbook. */
  device: ((known: Playbook.Known) => Playbook.Device) & { SINGLE: RegExp; agendaOf(text: string): Playbook.LaidAgenda | null; keysOf(id: string): string[] };
  seal: {
    able: boolean;
    judge(sealed: Playbook.Given, refuse: Playbook.Refuse): void;
    seal(text: string, phrase: string): Promise<Record<string, string>>;
    unseal(sealed: Playbook.Given, phrase: string, refuse: Playbook.Refuse): Promise<string>;
  };
  backup: {
    read(
      raw: Uint8Array, device: Playbook.Device, known: Playbook.Known, refuse: Playbook.Refuse,
      ask: (open: (phrase: string) => Promise<string>) => Promise<string | null>,
      lay?: (agenda: string) => void,
    ): Promise<Playbook.Sheeted[] | null>;
    readPdf(bytes: Uint8Array, device: Playbook.Device, known: Playbook.Known, refuse: Playbook.Refuse): Promise<Playbook.Sheeted[]>;
    text(device: Playbook.Device, known: Playbook.Known): string;
  };
  listed?: (page: Playbook.Page) => void;
  filed?: (page: Playbook.Page) => void;
  wiped?: (page: Playbook.Page) => void;
  work?: (root: Playbook.Ours<HTMLElement>) => AbortController;

  // tonight
  agenda: {
    MOST: number;
    clock(agenda: Playbook.Agenda): number[];
    fitted(points: { wanted: number; least: number }[], total: number): number[];
    proposed(data: Playbook.TonightData, agenda: Playbook.Agenda): Playbook.AgendaPoint[];
    read(data: Playbook.Given): Playbook.Agenda | "newer" | null;
    sum(numbers: number[]): number;
    written(agenda: Playbook.Agenda, shared?: boolean): string;
  };
  points?: {
    copiesOf(sheet: any): [string, string][];
    draw(page: Playbook.TonightPage): void;
    sheetOf(page: { data: Playbook.TonightData }, ref: string): any;
    sheetRow(page: Playbook.TonightPage, one: Playbook.LaidSheet, at: string, put: (use: string) => void): HTMLElement;
    timeOf(page: Playbook.TonightPage, minutes: number): string;
  };
  besides?: {
    arrive(page: Playbook.TonightPage): void;
    choosing(page: Playbook.TonightPage): void;
    draw(page: Playbook.TonightPage): void;
  };
  agendaPdf?: (page: Playbook.TonightPage) => Record<string, () => void>;
  tonight?: (root: HTMLElement) => AbortController;

  // combine
  /** What case folding makes of letters, where that is not their lower case. */
  folds: Record<string, string>;
  sides: {
    agreed(given: [number, Playbook.Given][]): boolean;
    counts(field: Playbook.Field, chosen: [number, string[]][]): Playbook.SeenPart;
    folded(text: string): string;
    lower(a: string, b: string): string;
    matched(asked: [Playbook.Field, [number, any][], [number, any][]], offered: [Playbook.Field, [number, any][], [number, any][]]): Playbook.SeenPart[];
    median(values: number[]): string;
    merged(pairs: [number, string][]): Map<string, { text: string; by: number[] }>;
    part(view: string, field: Playbook.Field, more: Record<string, any>): Playbook.SeenPart;
    shown(field: Playbook.Field, answer: Playbook.Given): Playbook.Given;
    text: Playbook.Side;
    topics(lists: [Playbook.Field, [number, any][]][]): Playbook.SeenPart[];
    types: Record<string, Playbook.Side>;
    way(field: Playbook.Field): string | undefined;
  };
  sideRows: Record<"fixed" | "free", (table: Playbook.Table, given: [number, any][]) => Playbook.SeenPart[]>;
  combined: {
    FILLED_BY: string;
    FORMAT: string;
    combine(sources: Playbook.Source[], id: string, secret: boolean): Playbook.Combined;
    entry(answers: Playbook.Answers, sheet: Playbook.Definition, name: string, source: string): Playbook.Entry;
    fullness(one: Playbook.Entry): number;
    mark(bytes: Uint8Array): string;
    partners(one: Playbook.Combined): Playbook.Partners;
    read(data: Playbook.Given, device: Playbook.Device, known: Playbook.Known, refuse: Playbook.Refuse): Playbook.Source;
    shownOf(one: Playbook.Combined, partners: Playbook.Partners, ref: string): Map<number, number[]>;
    text(one: Playbook.Combined): string;
  };
  sources: {
    read(
      bytes: Uint8Array, name: string, device: Playbook.Device, known: Playbook.Known, refuse: Playbook.Refuse,
      ask: (open: (phrase: string) => Promise<string>) => Promise<string | null>,
    ): Promise<Playbook.Source | null>;
  };
  penOf?: (seen: any, say: Playbook.Say, way: { decimal: string; comma: string }) => any;
  drawnParts: Record<string, (p: any, part: any, sheet: any) => (Node | string)[]>;
  drawn?: (seen: any, say: Playbook.Say, way: { decimal: string; comma: string; language: string }, settle: (talk: any) => (Node | string)[]) => HTMLElement[];
  decided?: (desk: Playbook.Desk) => void;
  whose?: (desk: Playbook.Desk) => void;
  taken?: (desk: Playbook.Desk) => void;
  combining?: (root: any) => void;
  seen: { views(combined: Playbook.Combined, sheets: Playbook.Definition[], names: boolean): any };

  // pdf
  pdf: Playbook.Pdf;

  // every page
  withPages(work: () => void): void;

  // search
  begin?: () => void;
  /** What readers call the items of a kind besides, by id. */
  names: Record<string, Record<string, string>>;
  searchScript(name: string): Promise<void>;
  /** The address of one of our scripts. */
  ownScript(name: string): string;
  search: Playbook.Search;
}

interface Window {
  playbook: Playbook;
  /** Of the theme: every page that it shows without loading one. */
  document$?: { subscribe(work: () => void): void };
}
declare var playbook: Playbook;
