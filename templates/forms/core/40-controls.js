// @ts-check
// The controls of a form and the pieces of a copy: which belongs to which, reading and showing.
((playbook) => {
  "use strict";
  if (playbook.controls) return;

  /** @param {ParentNode} inside @returns {Playbook.Control[]} */
  const all = (inside) => Array.from(inside.querySelectorAll("input[name], select[name], textarea[name]"));

  /** The path of a control's piece. @param {Playbook.Control} control */
  function path(control) {
    let name = control.name, option = "";
    if (control.dataset.option !== undefined) {
      option = ":" + control.value;
      name = name.slice(0, -option.length);
    }
    if (control.dataset.other !== undefined) {
      option = ">" + control.dataset.other;
      name = name.slice(0, -`${option}.text`.length);
    }
    const row = control.closest("[data-row]");
    if (row instanceof HTMLElement) {
      const parts = name.split(".");
      parts[1] = String(row.dataset.row);
      if (parts.length === 2) parts.push("");
      name = parts.join(".");
    }
    return name + option;
  }

  const isBox = (/** @type {Playbook.Control} */ control) => control.type === "checkbox";
  const isRadio = (/** @type {Playbook.Control} */ control) => control.type === "radio";

  /** What a control says, or undefined for a radio button that is not chosen. @param {Playbook.Control} control */
  function value(control) {
    if (isBox(control)) return control.checked;
    if (isRadio(control) && !control.checked) return undefined;
    return control.dataset.line !== undefined ? control.value.replace(/\n/g, " ") : control.value;
  }

  /** Let a control say `given`; one that cannot hold it becomes a line of text. @param {Playbook.Control} control @param {any} given */
  function show(control, given) {
    if (isBox(control)) control.checked = given === true;
    else if (isRadio(control)) control.checked = control.value === given;
    else if (!isHalf(control)) {
      const text = typeof given === "string" ? given : "";
      if (control.value !== text) control.value = text;
      if (text && control.value !== text && control.localName === "input") {
        control.type = "text";
        control.value = text;
      }
    }
    mirror(control);
  }

  /** Write beside a control what it says: paper shows that, whole. @param {Playbook.Control} control */
  function mirror(control) {
    const beside = control.parentElement;
    if (!beside?.classList.contains("pb-grow")) return;
    let text = control.value;
    if (control.localName === "select") text = text && control.selectedOptions[0].textContent || "";
    else if (/^date/.test(control.type) && text) {
      const day = new Date(control.type === "date" ? text + "T12:00" : text);
      const time = control.type === "date" ? undefined : "short";
      text = day.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: time });
    }
    beside.dataset.value = text;
  }

  /** Whether a day is typed in part: the browser then says that there is none. @param {Playbook.Control} control */
  const isHalf = (control) => Boolean(control.validity?.badInput);

  /** What there is to say of what a control says, and whether it is no answer.
   * @param {Playbook.Control} control @param {Playbook.Definition} sheet @returns {[string, any, boolean] | null} */
  function remark(control, sheet) {
    if (isHalf(control)) return ["half", {}, true];
    const type = /** @type {any} */ (control.closest("[data-type]"))?.dataset.type, text = control.value.trim();
    const told = playbook.types[type]?.told, home = playbook.fields[type];
    if (!text || !home || isBox(control) || isRadio(control)) return null;
    if (told && !home.judge({ type }, text)) return [told, {}, true];
    const said = home.remark?.(text, sheet);
    return said ? [said[0], said[1], false] : null;
  }

  /** Tell of a text that is no answer, or that is read in a way that may surprise; it is kept as it is.
   * @param {Playbook.Control} control @param {Playbook.View} view */
  function judge(control, view) {
    const [key, values, wrong] = remark(control, view.sheet) ?? ["", {}, false];
    const words = key && view.say(key, values), id = control.id + "-wrong";
    const before = document.getElementById(id);
    if (words === (before?.textContent ?? "")) return;
    const described = new Set((control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
    before?.remove();
    described.delete(id);
    if (words) {
      const note = playbook.make("p", wrong ? "pb-wrong" : "pb-wrong pb-read", words);
      note.id = id;
      control.parentElement?.after(note);
      described.add(id);
    }
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (described.size) control.setAttribute("aria-describedby", [...described].join(" "));
    else control.removeAttribute("aria-describedby");
  }

  playbook.controls = { all, isHalf, judge, mirror, path, show, value };
})((window.playbook = window.playbook || {}));
