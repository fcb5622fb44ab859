// @ts-check
// Whether a file is a PDF; the program's twin is `is_pdf` in playbook/pdf/form_fields.py.
((playbook) => {
  "use strict";
  /** Bytes at the beginning of a file among which the mark of a PDF stands. */
  const HEAD = 1024;

  /** What a file is called says nothing; a few bytes may stand before the mark. @param {Blob} file */
  playbook.isPdf ??= async (file) => (await file.slice(0, HEAD).text()).includes("%PDF-");
})((window.playbook = window.playbook || {}));
