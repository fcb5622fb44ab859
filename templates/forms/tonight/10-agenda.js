// @ts-check
// An agenda: points whose minutes fit an evening, and its form in storage and in a link.
((playbook) => {
  "use strict";
  if (playbook.agenda) return;
  const { clean, isGroup } = playbook.answers;
  const FORMAT = "playbook-tonight/1";
  const MOST = 40, DAY = 1440, STEP = 5;
  const REF = /^(worksheets|checklists)\/[a-z0-9]+(-[a-z0-9]+)*$/;
  const FROM = /^guides\/[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$/;
  const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
  const USE = /^(one|each|none|copy:[a-z0-9]{1,20})$/;

  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0);

  /** Parts of `total`, whole ones: to each point its share, but no less than it needs. Where even these are
   * too many, they stand. @param {{wanted: number, least: number}[]} points @param {number} total @returns {number[]} */
  function parted(points, total) {
    const minutes = points.map((one) => one.least);
    let open = points.map((_, at) => at), left = total;
    if (sum(minutes) >= total) return minutes;
    for (;;) {
      const share = left / sum(open.map((at) => points[at].wanted));
      const short = open.filter((at) => points[at].wanted * share < points[at].least);
      if (!short.length) {
        const exact = open.map((at) => points[at].wanted * share);
        open.forEach((at, i) => (minutes[at] = Math.floor(exact[i])));
        const byRest = open.map((at, i) => ({ at, rest: exact[i] % 1 })).sort((a, b) => b.rest - a.rest || a.at - b.at);
        for (const { at } of byRest.slice(0, Math.round(total - sum(minutes)))) minutes[at] += 1;
        return minutes;
      }
      left -= sum(short.map((at) => points[at].least));
      open = open.filter((at) => !short.includes(at));
    }
  }

  /** Minutes for each point that make `total`, in steps that people say; the longest point takes what no step fits
   * into. Single minutes only where the points wanted them, or need more than the steps allow.
   * @param {{wanted: number, least: number}[]} points @param {number} total @returns {number[]} */
  function fitted(points, total) {
    if (sum(points.map((one) => one.wanted)) === total) return points.map((one) => one.wanted);
    const steps = points.map((one) => ({ wanted: one.wanted / STEP, least: Math.ceil(one.least / STEP) }));
    const most = Math.floor(total / STEP), rest = total % STEP;
    if (!points.length || sum(steps.map((one) => one.least)) > most) return parted(points, total);
    const minutes = parted(steps, most).map((one) => one * STEP);
    minutes[minutes.indexOf(Math.max(...minutes))] += rest;
    return minutes;
  }

  /** When each point begins, and when the last ends, in minutes of the day. @param {Playbook.Agenda} agenda @returns {number[]} */
  function clock({ start, points }) {
    const [hour, minute] = start.split(":").map(Number);
    const times = [hour * 60 + minute];
    for (const one of points) times.push(times[times.length - 1] + one.minutes);
    return times.map((time) => time % DAY);
  }

  const line = (/** @type {any} */ given, /** @type {number} */ most) => (typeof given === "string" ? clean(given, true).trim().slice(0, most) : "");
  const whole = (/** @type {any} */ given, /** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ otherwise) =>
    Number.isInteger(given) && given >= low && given <= high ? given : otherwise;

  /** @param {any} given @returns {Playbook.AgendaPoint | null} */
  function pointOf(given) {
    const title = isGroup(given) ? line(given.title, 200) : "";
    if (!title) return null;
    const minutes = whole(given.minutes, 1, 600, 5);
    return {
      title, minutes, wanted: whole(given.wanted, 1, 600, minutes), least: Math.min(whole(given.least, 1, 600, 1), minutes), note: line(given.note, 500), from: FROM.test(given.from) ? given.from : "",
      ...laidOf(given),
    };
  }

  /** The sheet that something brings, and how. @param {any} given @returns {Playbook.LaidSheet} */
  function laidOf(given) {
    const sheet = isGroup(given) && REF.test(given.sheet) ? given.sheet : "";
    return { sheet, called: sheet && line(given.called, 200), use: sheet && USE.test(given.use) ? given.use : sheet && "one" };
  }

  /** Sheets that no point brings, each once. @param {any} given @returns {Playbook.LaidSheet[]} */
  function sheetsOf(given) {
    const found = (Array.isArray(given) ? given : []).map(laidOf).filter((one) => one.sheet);
    return found.filter((one, at) => found.findIndex(({ sheet }) => sheet === one.sheet) === at).slice(0, MOST);
  }

  /** An agenda from storage or from a link; what does not fit in it is as if nobody had said it.
   * @param {any} data @returns {Playbook.Agenda | "newer" | null} null where it is none */
  function read(data) {
    const version = isGroup(data) && /^playbook-tonight\/([1-9]\d*)$/.exec(data.format);
    if (!version) return null;
    if (data.format !== FORMAT) return "newer";
    if (!Array.isArray(data.points)) return null;
    const points = data.points.slice(0, MOST).map(pointOf).filter((/** @type {any} */ one) => one !== null);
    return {
      purpose: line(data.purpose, 80), start: CLOCK.test(data.start) ? data.start : "19:00", minutes: whole(data.minutes, 5, 720, 60),
      people: whole(data.people, 1, 500, 10), goal: line(data.goal, 300), changed: data.changed === true, points, sheets: sheetsOf(data.sheets),
    };
  }

  /** @template {Playbook.LaidSheet} T @param {T[]} laid @returns {T[]} */
  const withoutCopies = (laid) => laid.map((one) => (one.use.startsWith("copy:") ? { ...one, use: "one" } : one));

  /** Its form in storage; in a link no copy is named, since answers stay here. @param {Playbook.Agenda} agenda @param {boolean} [shared] */
  const written = (agenda, shared) => JSON.stringify({
    format: FORMAT, ...agenda, ...(shared && { points: withoutCopies(agenda.points), sheets: withoutCopies(agenda.sheets) }),
  });

  /** The agenda that a guide proposes. @param {Playbook.TonightData} data @param {Playbook.Agenda} agenda @returns {Playbook.AgendaPoint[]} */
  function proposed(data, { purpose, minutes }) {
    const meeting = data.purposes.find((one) => one.id === purpose);
    const points = (meeting?.points ?? []).map((one) => ({
      title: one.title, minutes: one.minutes, wanted: one.minutes, least: one.least, note: one.note, sheet: one.sheet, from: meeting?.guide ? `${meeting.guide}#${one.id}` : "",
      called: one.sheet && data.sheets[one.sheet][0], use: one.sheet && "one",
    }));
    const fit = fitted(points, minutes);
    return points.map((one, at) => ({ ...one, minutes: fit[at] }));
  }

  playbook.agenda = { MOST, clock, fitted, proposed, read, sum, written };
})((window.playbook = window.playbook || {}));
