// @ts-check
// A form that keeps itself: what is typed is on this device a moment later, in every window.
((playbook) => {
  "use strict";
  if (playbook.form) return;
  const { bare, say } = playbook.answers;
  const { merge, moved } = playbook.pieces;
  const controls = playbook.controls;
  const PAUSE = 250;
  /** What each kind of form can do: every part is called with the view of a form.
   * @type {Record<string, (Playbook.Part | undefined)[]>} */
  const kinds = bare();
  /** @type {Set<Playbook.View>} */
  const views = new Set();

  /** What a control says before anybody has answered. @param {any} control */
  function preset(control) {
    if (control.type === "radio") return control.defaultChecked ? control.value : undefined;
    if (control.type === "checkbox") return control.defaultChecked;
    if (control.localName === "select") return control.querySelector("[selected]")?.value;
    return control.defaultValue;
  }

  /** Bring the page in line with the pieces. @param {Playbook.View} view */
  function show(view) {
    const none = !Object.keys(view.pieces).length;
    for (const call of view.drawing) call();
    for (const control of controls.all(view.form)) {
      const path = controls.path(control);
      const given = path in view.pieces ? view.pieces[path][0] : none ? preset(control) : undefined;
      controls.show(control, given);
      controls.judge(control, view);
    }
    follow(view);
  }

  /** What follows from the answers. @param {Playbook.View} view */
  function follow(view) {
    const whole = playbook.pieces.whole(view.pieces, view.sheet);
    view.root.toggleAttribute("data-blank", !Object.keys(whole.answers).length);
    for (const call of view.changed) call();
  }

  /** Say how what is typed stands. @param {Playbook.View} view */
  function settle(view) {
    const key = Object.keys(view.pieces).length ? "saved" : "empty";
    view.status(view.say(controls.all(view.form).some(controls.isHalf) ? "half" : key));
  }

  /** An answer, and what else to take down with it. @param {Playbook.View} view @param {any} control @param {any} value */
  const said = (view, control, value) =>
    Object.assign(bare(), ...view.beside.map((call) => call(control)), { [controls.path(control)]: value });

  /** Keeps the copy in hand: takes changes down, saves them, and takes in what other windows save.
   * @param {Playbook.View} view */
  function keeper(view) {
    const { form, sheet, store } = view;
    let pending = bare();
    let timer = 0;
    let gone = false; // what was stored is: the next change brings all of it back

    /** Take down changes by path; they are saved when typing pauses. @param {Record<string, any>} changes */
    function record(changes) {
      const time = store.now(view.pieces);
      const put = (/** @type {string} */ path, /** @type {any} */ value) => {
        view.pieces[path] = pending[path] = /** @type {Playbook.Piece} */ ([value, time]);
      };
      if (!Object.keys(view.pieces).length) for (const control of controls.all(form)) if (preset(control)) put(controls.path(control), preset(control));
      if (gone) pending = merge(view.pieces, pending);
      gone = false;
      for (const path of Object.keys(changes)) put(path, changes[path]);
      soon();
    }

    /** Save when nothing has happened for a moment. */
    function soon() {
      view.status(view.say("saving"));
      clearTimeout(timer);
      timer = window.setTimeout(flush, PAUSE);
    }

    /** What is not saved yet is not to be saved any more. */
    function forget() {
      clearTimeout(timer);
      pending = bare();
    }

    /** Save now. @returns {boolean} */
    function flush() {
      clearTimeout(timer);
      if (!Object.keys(pending).length) return true;
      const { pieces, why } = store.save(view.copy, pending);
      if (why) {
        unsaved(view, why);
        return false;
      }
      forget();
      store.choose(view.copy);
      settle(view);
      take(/** @type {Playbook.Pieces} */ (pieces));
      return true;
    }

    /** Take in what is saved. Two windows that save at the same moment may each write over what the
     * other wrote: what is missing there is saved again. @param {Playbook.Pieces} saved */
    function take(saved) {
      const before = JSON.stringify(view.pieces);
      const there = moved(saved, sheet);
      view.pieces = merge(there, view.pieces);
      const lost = Object.keys(view.pieces).filter((path) => view.pieces[path] !== there[path]);
      for (const path of lost) pending[path] = view.pieces[path];
      if (lost.length) soon();
      if (JSON.stringify(view.pieces) !== before) show(view);
    }

    /** Show another copy, or what there is of this one; not before the one in hand is saved.
     * @param {string} copy @returns {boolean} */
    function load(copy) {
      if (!flush()) return false;
      forget();
      gone = false;
      const found = store.read(copy);
      view.copy = copy;
      view.pieces = moved(found?.pieces ?? {}, sheet);
      for (const control of controls.all(form)) if (controls.isHalf(control)) control.value = "";
      show(view);
      if (found?.newer) view.tell(view.say("newer_store"));
      settle(view);
      return true;
    }
    return { record, forget, flush, take, load, lose: () => (gone = true) };
  }

  /** Say why nothing was saved, and what to do. @param {Playbook.View} view @param {string} why */
  function unsaved(view, why) {
    view.status(view.say("unsaved"));
    const save = view.part("do=save");
    const alone = { full: "full_alone", forbidden: "forbidden_alone" };
    view.tell(view.say(save ? why : alone[/** @type {"full"} */ (why)] ?? why), save && (() => save.click()), view.say("save"));
  }

  /** Take down what is typed into a form. @param {Playbook.View} view */
  function listen(view) {
    const { form } = view;

    /** @param {any} event */
    function typed(event) {
      const control = event.target;
      if (!control.name || !form.contains(control)) return;
      const value = controls.value(control);
      if (value === undefined) return;
      if (controls.isHalf(control)) return half(event);
      controls.mirror(control);
      controls.judge(control, view);
      view.record(said(view, control, value));
      follow(view);
    }

    /** Say of a day that is typed in part that the one before stays until it is whole. @param {any} event */
    function half({ target }) {
      if (!target.name || !form.contains(target)) return;
      controls.judge(target, view);
      if (controls.isHalf(target)) settle(view);
    }

    form.addEventListener("input", typed);
    form.addEventListener("focusout", half);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Save when the page goes, and follow what other windows save.
   * @param {Playbook.View} view @param {{take: (saved: Playbook.Pieces) => void, lose: () => void}} keeping */
  function attend(view, { take, lose }) {
    const { signal, store } = view;
    addEventListener("pagehide", view.flush, { signal });
    document.addEventListener("visibilitychange", () => document.hidden && view.flush(), { signal });
    // Out of the browser's memory a page comes as it was; what is stored may be wiped since.
    addEventListener("pageshow", (event) => event.persisted && view.load(view.copy), { signal });
    addEventListener("storage", (event) => {
      const copy = event.key === null ? view.copy : store.copyOf(event.key);
      const saved = store.understood(event.newValue);
      if (copy === view.copy && saved?.newer) view.tell(view.say("newer_store"));
      else if (copy === view.copy && event.newValue) take(saved?.pieces ?? {});
      else if (copy === view.copy && Object.keys(view.pieces).length) {
        lose();
        view.tell(view.say("gone"));
      }
      if (copy !== null) for (const call of view.changed) call();
    }, { signal });
  }

  /** What was typed before this script came, by control. @param {HTMLFormElement} form @returns {[any, any][]} */
  function early(form) {
    const typed = controls.all(form).filter((one) => !one.closest("[data-row]") && (controls.value(one) ?? preset(one)) !== (preset(one) ?? ""));
    return typed.filter((one) => one.type !== "radio" || one.checked).map((one) => [one, controls.value(one)]);
  }

  /** @param {HTMLFormElement} form @returns {{view: Playbook.View, keeping: ReturnType<typeof keeper>}} */
  function viewOf(form) {
    const root = /** @type {HTMLElement} */ (form.closest("[data-sheet]"));
    const sheet = JSON.parse(/** @type {any} */ (form.querySelector("[data-playbook-definition]")).dataset.playbookDefinition);
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-${name}]`));
    const ending = new AbortController();
    const view = /** @type {Playbook.View} */ (/** @type {Partial<Playbook.View>} */ ({
      form, root, sheet, store: playbook.store.open(sheet), part, copy: "", pieces: bare(), signal: ending.signal,
      drawing: [], beside: [], changed: [],
      say: (key, values) => say(sheet, key, values),
      status: (text) => (part("status").textContent = text),
      tell: playbook.notice(part("notice"), (key) => say(sheet, key), () => controls.all(form)[0]),
      show: () => show(view),
      close: () => {
        view.flush();
        ending.abort();
        views.delete(view);
      },
    }));
    const keeping = keeper(view);
    const { record, flush, forget, load } = keeping;
    return { view: Object.assign(view, { record, flush, forget, load }), keeping };
  }

  /** @param {HTMLFormElement} form */
  function enhance(form) {
    const { view, keeping } = viewOf(form);
    const typed = early(form);
    listen(view);
    attend(view, keeping);
    views.add(view);
    for (const add of kinds[String(form.dataset.playbook)]) add?.(view);
    const waiting = Object.assign(bare(), ...typed.map(([control, value]) => said(view, control, value)));
    if (!view.copy) view.load(view.store.current());
    if (typed.length) {
      view.record(waiting);
      view.show();
    }
    form.dataset.ready = "";
    view.ready?.();
  }

  /** Find the forms of this page; leave those of the page before. */
  function start() {
    for (const view of views) if (!view.form.isConnected) view.close();
    for (const form of document.querySelectorAll("form[data-playbook]:not([data-ready])"))
      if (/** @type {any} */ (form).dataset.playbook in kinds) enhance(/** @type {HTMLFormElement} */ (form));
  }

  /** Say what a kind of form can do, and begin; now, and after every change of page that the theme
   * makes without loading one. @param {string} kind @param {(Playbook.Part | undefined)[]} parts */
  function of(kind, parts) {
    if (!Object.keys(kinds).length) window.document$?.subscribe(start);
    kinds[kind] ??= parts;
    start();
  }

  playbook.form = { of };
})((window.playbook = window.playbook || {}));
