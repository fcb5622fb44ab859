// @ts-check
// The page "Tonight": what is asked, what is kept on the device, what comes in a link.
((playbook) => {
  "use strict";
  if (playbook.tonight) return;
  const { clock, fitted, proposed, read, written } = playbook.agenda;
  const LINK = "#agenda=";

  /** @typedef {Playbook.TonightPage} Page */

  /** @param {any} data @returns {Playbook.Agenda} */
  function first(data) {
    const agenda = { purpose: data.purposes[0]?.id ?? "", start: "19:00", minutes: 90, people: 10, goal: "", changed: false, points: [], sheets: [] };
    return { ...agenda, points: withCopies(data, proposed(data, agenda)) };
  }

  /** Where this device holds answers to a sheet, the sheet brings them. @template {Playbook.LaidSheet} T @param {any} data @param {T[]} points @returns {T[]} */
  function withCopies(data, points) {
    return points.map((one) => {
      const sheet = one.sheet && playbook.points?.sheetOf(/** @type {any} */ ({ data }), one.sheet);
      const [copy] = (sheet && playbook.points?.copiesOf(sheet)) || [];
      return copy ? { ...one, use: `copy:${copy[0]}` } : one;
    });
  }

  /** What this device had. @param {string} key @returns {Playbook.Agenda | "newer" | "broken" | null} */
  function stored(key) {
    try {
      const text = localStorage.getItem(key);
      return text === null ? null : read(JSON.parse(text)) ?? "broken";
    } catch (error) {
      return error instanceof SyntaxError ? "broken" : null;
    }
  }

  /** Keep the agenda, unless a newer version of the page did. @param {Page} page @param {Partial<Playbook.Agenda>} given */
  function keep(page, given) {
    Object.assign(page.agenda, given);
    page.show();
    if (page.locked) return page.tell(page.say("stored_newer"));
    try {
      localStorage.setItem(page.key, written(page.agenda));
    } catch (error) {
      page.tell(page.say(/** @type {any} */ (error).name === "QuotaExceededError" ? "full_alone" : "forbidden_alone"));
    }
  }

  /** Put another agenda in the place of this one, which can be taken back. @param {Page} page @param {Playbook.Agenda} agenda @param {string} words */
  function replace(page, agenda, words) {
    const before = JSON.parse(JSON.stringify(page.agenda));
    keep(page, agenda);
    asked(page);
    page.tell(words, () => {
      keep(page, before);
      asked(page);
    });
  }

  /** Show what was answered in the questions. @param {Page} page */
  function asked({ form, agenda }) {
    for (const radio of form.querySelectorAll("[name=purpose]")) radio.checked = radio.value === agenda.purpose;
    for (const radio of form.querySelectorAll("[name=long]")) radio.checked = Number(radio.value) === agenda.minutes;
    for (const name of /** @type {const} */ (["minutes", "people", "start", "goal"])) form.elements[name].value = agenda[name];
  }

  /** @param {Page} page @param {number} minutes */
  function refit({ agenda }, minutes) {
    const fit = fitted(agenda.points, minutes);
    return { minutes, points: agenda.points.map((one, at) => ({ ...one, minutes: fit[at] })) };
  }

  /** Hear what somebody answers. @param {Page} page */
  function questions(page) {
    const { form, say } = page;
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    form.addEventListener("input", (/** @type {any} */ { target }) => target.name === "goal" && keep(page, { goal: playbook.answers.clean(target.value, true) }));
    form.addEventListener("change", (/** @type {any} */ { target }) => {
      const number = Math.round(Number(target.value)), { agenda } = page;
      if (target.name === "purpose") {
        const next = { ...agenda, purpose: target.value, changed: false };
        next.points = withCopies(page.data, proposed(page.data, next));
        if (agenda.changed) replace(page, next, say("replaced"));
        else keep(page, next);
      } else if (target.name === "long" || target.name === "minutes") {
        if (number >= 5 && number <= 720) keep(page, refit(page, number));
        asked(page);
      } else if (target.name === "people") {
        if (number >= 1 && number <= 500) keep(page, { people: number });
        asked(page);
      } else if (target.name === "start" && target.value) keep(page, { start: target.value });
    });
  }

  /** What one can do with points. @param {Page} page */
  function changes(page) {
    const { part, say } = page;
    const put = (/** @type {Playbook.AgendaPoint[]} */ points) => keep(page, { points, changed: true });
    page.lay = (sheets) => keep(page, { sheets });
    page.withCopies = (laid) => withCopies(page.data, laid);
    page.change = (at, more) => put(page.agenda.points.map((one, number) => (number === at ? { ...one, ...more } : one)));
    page.move = (from, to) => {
      const points = [...page.agenda.points], [one] = points.splice(from, 1), way = to < from ? "up" : "down";
      points.splice(to, 0, one);
      put(points);
      const button = page.root.querySelector(`[data-at="${way}:${to}"]`);
      (button?.disabled ? page.root.querySelector(`[data-at="${way === "up" ? "down" : "up"}:${to}"]`) : button)?.focus();
      const time = playbook.points?.timeOf(page, clock(page.agenda)[to]);
      part("said").textContent = say("at_place", { title: one.title, number: to + 1, total: points.length, time });
    };
    page.takeOut = (at) => {
      const before = page.agenda.points, { title } = before[at];
      put(before.filter((_, number) => number !== at));
      page.tell(say("taken_out", { title }), () => put(before));
      (page.root.querySelector(`[data-at="out:${Math.min(at, before.length - 2)}"]`) ?? part("title")).focus();
    };
    part("change").addEventListener("click", () => {
      page.editing = !page.editing;
      part("change").textContent = say(page.editing ? "done" : "change");
      page.show();
    });
    part("fit").addEventListener("click", () => {
      keep(page, refit(page, page.agenda.minutes));
      part("title").focus();
    });
    adding(page, put);
    playbook.besides?.choosing(page);
  }

  /** Points of one's own. @param {Page} page @param {(points: Playbook.AgendaPoint[]) => void} put */
  function adding(page, put) {
    const { part } = page, form = part("add"), open = part("add-open");
    const show = (/** @type {boolean} */ shown) => {
      form.hidden = !shown;
      open.setAttribute("aria-expanded", shown);
    };
    open.addEventListener("click", () => {
      show(form.hidden);
      if (!form.hidden) form.elements.title.focus();
    });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const { title, minutes, sheet } = form.elements, length = Number(minutes.value);
      const point = { title: playbook.answers.clean(title.value, true).trim(), minutes: length, wanted: length, least: Math.min(length, 5), note: "", from: "",
        sheet: sheet.value, called: sheet.value && page.data.sheets[sheet.value][0], use: sheet.value && "one" };
      put([...page.agenda.points, ...withCopies(page.data, [point])]);
      form.reset();
      show(false);
      open.focus();
      page.part("said").textContent = page.part("sum").textContent;
    });
  }

  /** The agenda in the address, to pass on. @param {Page} page */
  async function share(page) {
    const { say, tell, part } = page;
    const url = location.href.split("#")[0] + LINK + (await playbook.links.packed(written(page.agenda, true)));
    if (navigator.share && matchMedia("(pointer: coarse)").matches)
      try {
        return await navigator.share({ title: part("title").textContent, url });
      } catch (error) {
        if (/** @type {any} */ (error).name === "AbortError") return;
      }
    try {
      await navigator.clipboard.writeText(url);
      tell(say("shared"));
    } catch {
      tell(say("link"));
      const box = Object.assign(playbook.make("input", "pb-input"), { readOnly: true, value: url });
      box.setAttribute("aria-label", say("the_link"));
      part("notice").append(box);
      box.select();
    }
  }

  /** Take the agenda out of the address: a reader has decided, or there is none. */
  const forget = () => history.replaceState(history.state, "", location.href.split("#")[0]);

  /** Say what agenda the address holds; one's own stays until one takes it. @param {Page} page */
  async function arrive(page) {
    if (!location.hash.startsWith(LINK)) return;
    const { say, tell } = page;
    const broken = () => new playbook.answers.Refused(say("link_broken"), "broken");
    try {
      const bytes = await playbook.links.unpacked(location.hash.slice(LINK.length), broken);
      const agenda = read(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
      if (agenda === null) throw broken();
      if (agenda === "newer") throw new playbook.answers.Refused(say("link_newer"), "newer");
      const title = page.data.purposes.find((one) => one.id === agenda.purpose)?.title ?? agenda.points[0]?.title ?? "";
      tell(say("link_has", { title, points: say("points", { count: agenda.points.length }) }), () => {
        forget();
        replace(page, { ...agenda, points: withCopies(page.data, agenda.points), sheets: withCopies(page.data, agenda.sheets), changed: true }, say("link_taken"));
      }, say("link_take"));
    } catch (error) {
      forget();
      tell(error instanceof playbook.answers.Refused ? error.message : say("link_broken"));
    }
  }

  /** @param {HTMLElement} root */
  function tonight(root) {
    const part = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-${name}]`));
    const data = JSON.parse(part("agenda").dataset.agenda), key = `${data.playbook}:tonight`;
    /** @type {Playbook.Say} */
    const say = (words, values) => playbook.answers.say(data, words, values);
    const was = stored(key), agenda = was && typeof was === "object" ? was : first(data);
    const ending = new AbortController(), notice = playbook.notice(part("notice"), say, () => root.querySelector("h1"));
    /** @type {any} */
    const page = { root, data, key, part, say, agenda, editing: false, locked: was === "newer", form: root.querySelector(".pb-ask"),
      tell: (/** @type {[string, any?, any?]} */ ...said) => {
        notice(...said);
        part("notice").scrollIntoView({ block: "nearest" }); // on a phone the agenda may be further down
      }, show: () => playbook.points?.draw(page) };
    part("title").dataset.otherwise = part("title").textContent;
    questions(page);
    changes(page);
    const acts = /** @type {Record<string, () => void>} */ ({
      print: () => window.print(), share: () => share(page), again: () => replace(page, first(data), say("again_done")), ...playbook.agendaPdf?.(page),
    });
    for (const button of root.querySelectorAll("[data-act]"))
      button.addEventListener("click", () => acts[String(/** @type {HTMLElement} */ (button).dataset.act)]());
    addEventListener("storage", (event) => {
      const now = event.key === key ? stored(key) : null;
      if (now && typeof now === "object") Object.assign(page.agenda, now);
      if (event.key === null || event.key.startsWith(`${data.playbook}:`)) page.show();
    }, { signal: ending.signal });
    addEventListener("pageshow", () => page.show(), { signal: ending.signal });
    addEventListener("hashchange", () => arrive(page), { signal: ending.signal });
    asked(page);
    page.show();
    if (typeof was === "string") page.tell(say(`stored_${was}`));
    arrive(page);
    playbook.besides?.arrive(page);
    root.dataset.ready = "";
    return ending;
  }

  /** @type {AbortController | null} */
  let now = null;
  function start() {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-tonight]:not([data-ready])"));
    if (!root) return;
    now?.abort();
    now = tonight(root);
  }

  playbook.tonight = tonight;
  window.document$?.subscribe(start);
  start();
})((window.playbook = window.playbook || {}));
