// Saves PDFs with pdf-lib, which most web tools are made with: a way, values, files, a file to write.
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { PDFDocument } = createRequire(new URL("../scripts/", import.meta.url))("pdf-lib");
const [way, values, ...files] = process.argv.slice(2), out = files.pop();
const given = await Promise.all(files.map(async (file) => PDFDocument.load(await readFile(file))));
let [pdf] = given;
const form = pdf.getForm();
if (way === "fill")
  for (const [name, value] of Object.entries(JSON.parse(values))) {
    const field = form.getField(name);
    if (value === true) field.check();
    else if (field.select) field.select(value);
    else field.setText(value);
  }
if (way === "flatten") form.flatten();
if (way === "copy") {
  const made = await PDFDocument.create();
  for (const one of given) for (const page of await made.copyPages(one, one.getPageIndices())) made.addPage(page);
  pdf = made;
}
await writeFile(out, await pdf.save());
