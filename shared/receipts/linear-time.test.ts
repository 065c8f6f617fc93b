import { expect, test } from "vitest";
import { moneyIn, quantityIn } from "./amount.ts";
import { checkReceipt } from "./check-receipt.ts";
import { csvOf } from "./csv.ts";
import { currencyCode, minorDigits, smallestCoin } from "./currency.ts";
import { valueOfGroups } from "./grouped-digits.ts";
import { withPlainMarks } from "./printed-text.ts";
import { readReceipt } from "./read-receipt.ts";
import { receiptsAsCsv, receiptsAsJson } from "./receipt-export.ts";
import type { Receipt } from "./receipt.ts";
import { sumReceipts } from "./sum-receipts.ts";

const units = [
  " ",
  "\t",
  "\n",
  ".",
  ",",
  "-",
  "–",
  "--",
  "0",
  "9",
  "1,",
  "1.",
  "1 ",
  "1'",
  "(",
  ")",
  "()",
  "$",
  "Fr.",
  "%",
  "=",
  ";",
  ";=",
  "; ",
  '"',
  '""',
  '"=',
  "'",
  "{",
  "}",
  "[",
  "{}",
  '{"a":',
  '{"items":[',
  "\\",
  "``",
  "```json\n",
  "a",
  "A.",
  "٣",
  "１",
  "\u200b",
  "\u0301",
  "\ud800",
  "😀",
  "a-",
  "-a",
  ":",
  "/-",
  "CR",
  "null,",
];
const endings = ["", "x", "1", "}", "\u0000", "-1"];
const [short, long] = [10_000, 40_000];
const quick = 50;

function filled(unit: string, length: number, ending: string): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length - ending.length) + ending;
}

function receiptOf(text: string): Receipt {
  const item = { name: text, quantity: 2, price: 1 };
  return { merchant: text, date: text, currency: text, items: [item, item], tax: 1, total: 7 };
}

function digitsOnly(text: string): string {
  return `1${text.replace(/[^\d.,·' ]/g, "")}1`;
}

const columns = {
  source: "",
  merchant: "",
  date: "",
  currency: "",
  item: "",
  quantity: "",
  price: "",
  tax: "",
  total: "",
};
const functions: Readonly<Record<string, (text: string) => unknown>> = {
  moneyIn: (text) => moneyIn(text, text, 1.234),
  quantityIn,
  withPlainMarks,
  valueOfGroups: (text) => valueOfGroups(digitsOnly(text), false),
  currencyCode,
  minorDigits,
  smallestCoin,
  readReceipt,
  "readReceipt within JSON": (text) => readReceipt(JSON.stringify({ ...receiptOf(text), total: text })),
  csvOf: (text) => csvOf([[text, text]]),
  checkReceipt: (text) => checkReceipt(receiptOf(text)),
  sumReceipts: (text) => sumReceipts([receiptOf(text), receiptOf(text)]),
  receiptsAsCsv: (text) => receiptsAsCsv([{ source: text, receipt: receiptOf(text) }], columns),
  receiptsAsJson: (text) => receiptsAsJson([{ source: text, receipt: receiptOf(text) }]),
};

/** In milliseconds of this thread's CPU, which other work on the machine does not add to. */
function timeOf(run: () => unknown): number {
  const start = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

/**
 * The least of several runs, without compilation and garbage collection. Stops early at times that cannot be
 * quadratic: 40,000 squared is some hundreds of milliseconds, whereas linear functions take a few.
 */
function leastTime(run: () => unknown): number {
  let least = Infinity;
  for (let tries = 0; tries < 7 && least > quick; tries++) least = Math.min(least, timeOf(run));
  return least;
}

test.each(Object.entries(functions))("%s does not take quadratic time", (_, run) => {
  for (const unit of units) {
    for (const ending of endings) {
      const longest = leastTime(() => run(filled(unit, long, ending)));
      if (longest <= quick) continue;
      // Four times the length takes 4 times as long, or 16 times in quadratic time.
      const shortest = leastTime(() => run(filled(unit, short, ending)));
      expect(longest / shortest, JSON.stringify(unit + ending)).toBeLessThan(9);
    }
  }
});

test.each([
  ["checkReceipt", (receipt: Receipt) => checkReceipt(receipt)],
  [
    "sumReceipts",
    (receipt: Receipt) => sumReceipts(receipt.items.map((item) => ({ ...receipt, items: [item] }))),
  ],
  ["readReceipt", (receipt: Receipt) => readReceipt(JSON.stringify(receipt))],
  ["receiptsAsCsv", (receipt: Receipt) => receiptsAsCsv([{ source: "", receipt }], columns)],
])("%s does not take quadratic time in the number of lines", (_, run) => {
  const receipt = (lines: number): Receipt => {
    const items = Array.from({ length: lines }, (__, line) => ({
      name: "x",
      quantity: 2,
      price: line / 100,
    }));
    return { merchant: null, date: null, currency: null, items, tax: 1, total: 0.01 };
  };
  const [few, many] = [receipt(short / 4), receipt(short)];
  const longest = leastTime(() => run(many));
  if (longest > quick) expect(longest / leastTime(() => run(few))).toBeLessThan(9);
});
