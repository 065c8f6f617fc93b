/** It has no types: it is only handed to pdf.js. */
declare module "pdfjs-dist/legacy/build/pdf.worker.mjs";
