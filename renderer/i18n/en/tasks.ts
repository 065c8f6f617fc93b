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
  /** The tasks offered for the attached files. */
  offers: "Suggested tasks",
  task: (title: string) => `Task: ${title}`,
  cancelTask: "Cancel task",
  showPrompt: "Show prompt",
  hidePrompt: "Hide prompt",
  editPrompt: "Edit prompt",
  addWords: "Add instructions (optional)",
  thinkingOff: "without thinking",
  temperature: (value: string) => `temperature ${value}`,
  detailed: "high image detail",
  each: { image: "one image at a time", clip: "one part at a time" },
  spoken: "Spoken language",
  target: "Translate into",
  automatic: "Automatic",

  /** Progress of a running task. */
  receiptsProgress: (done: number, of: number) => `Receipt ${done} of ${of}`,
  partsProgress: (done: number, of: number) => `Part ${done} of ${of}`,

  /** Exporting a result. */
  copyAs: (form: string) => `Copy as ${form}`,
  saveAs: (form: string) => `Save as ${form}`,
  saveAllAs: (form: string) => `Save all as ${form}`,
  /** The same, of one of several recordings: accessible names. */
  copyOf: (name: string, form: string) => `Copy ${name} as ${form}`,
  saveOf: (name: string, form: string) => `Save ${name} as ${form}`,
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
  /** Whether the items add up to the total. */
  check: {
    label: "Check",
    agrees: "Items and total agree",
    agreesOnTop: "Items, tax on top and total agree",
    rounded: (amount: string) => `Items and total agree; ${amount} was rounded`,
    differs: (amount: string) => `The items and the total differ by ${amount}`,
    suspectPrice: (line: number, price: string) => `They would agree if line ${line} were ${price}.`,
    suspectLine: (line: number) => `They would agree without line ${line}.`,
    incomplete: "Not checked: an amount is missing",
  },
  /** One line about all receipts of a reply. */
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
  unclear: "The model’s answer is not a receipt:",
  unread: "Stopped before this receipt was read",

  transcript: "Transcript",
  translations: "Transcript and translation",
  time: "Time",
  original: "Original",
  translation: "Translation",
  nothingSaid: "No speech",
  cut: "Cut off here: the model reached its token limit for this part",
};
