// Saves the PDF on stdin with pdf-lib, which most web tools are made with; the way is the argument.
import { buffer } from "node:stream/consumers";
import { createRequire } from "node:module";

const { PDFDocument } = createRequire(new URL("../scripts/", import.meta.url))("pdf-lib");
const [way, values = "{}"] = process.argv.slice(2);
let pdf = await PDFDocument.load(await buffer(process.stdin));
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
  for (const page of await made.copyPages(pdf, pdf.getPageIndices())) made.addPage(page);
  pdf = made;
}
process.stdout.write(await pdf.save());
