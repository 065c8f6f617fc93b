import type { ReceiptColumns } from "../../../shared/receipts/receipt-export.ts";

const columns: ReceiptColumns = {
  source: "File",
  merchant: "Merchant",
  date: "Date",
  currency: "Currency",
  item: "Item",
  quantity: "Quantity",
  price: "Price",
  tax: "Tax",
  total: "Total",
};

export const tasks = {
  /** What is offered for what is attached. */
  offers: "What to do with it",
  task: (title: string) => `Task: ${title}`,
  leave: "Leave the task",
  restorePrompt: "Restore the prompt",
  thinkingOff: "without thinking",
  temperature: (value: string) => `temperature ${value}`,
  detailed: "small print visible",
  each: { image: "each picture by itself", clip: "part by part" },
  spoken: "Spoken",
  target: "Into",
  automatic: "Automatic",

  /** While it runs, and when it was cut off. */
  receiptsProgress: (done: number, of: number) => `Receipt ${done} of ${of}`,
  partsProgress: (done: number, of: number) => `Part ${done} of ${of}`,

  /** What was made. */
  copyAs: (form: string) => `Copy as ${form}`,
  saveAs: (form: string) => `Save as ${form}`,
  saveRecordingAs: (form: string, name: string) => `Save ${name} as ${form}`,
  copied: "Copied",
  copyFailed: "Could not be copied",

  receipts: "Receipts",
  receipt: (name: string) => `Receipt ${name}`,
  columns,
  line: (field: string, line: number) => `${field}, line ${line}`,
  removeLine: (line: number) => `Remove line ${line}`,
  removedLine: (line: number, name: string) =>
    name === "" ? `Line ${line} is removed` : `Line ${line} is removed: ${name}`,
  addLine: "Add a line",
  notAnAmount: (kept: string) => (kept === "" ? "Not an amount" : `Not an amount; it is still ${kept}`),
  /** What the check says. */
  check: {
    label: "Check",
    agrees: "Items and total agree",
    agreesOnTop: "Items, tax on top and total agree",
    rounded: (amount: string) => `Items and total agree; ${amount} was rounded`,
    differs: (amount: string) => `The items and the total differ by ${amount}`,
    suspectPrice: (line: number, price: string) => `Line ${line} would fit with ${price}.`,
    suspectLine: (line: number) => `It would fit without line ${line}.`,
    incomplete: "Not checked: an amount is missing",
  },
  /** What several receipts come to, in one line. */
  summary: {
    label: "Summary",
    count: (count: number) => `${count} receipts`,
    allAgree: "all agree with their totals",
    agree: (agreeing: number, of: number) => `${agreeing} of ${of} agree with their totals`,
    sum: (amounts: string) => `${amounts} in all`,
    money: (amount: string, currency: string) => `${amount} ${currency}`,
    noCurrency: (amount: string) => `${amount} without a currency`,
    withoutTotal: (count: number) => `${count} without a total`,
  },
  refused: (reason: string) => `The model found no receipt here: “${reason}”`,
  unclear: "The model's answer is not a receipt:",
  unread: "Stopped before it was read",

  transcript: "Transcript",
  translations: "Transcript and translation",
  time: "Time",
  original: "Original",
  translation: "Translation",
  nothingSaid: "Nothing was said",
  cut: "Cut off here: the model had written all it may for this part",
};
