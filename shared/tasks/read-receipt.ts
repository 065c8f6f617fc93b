import { receiptSchema } from "../receipts/receipt-schema.ts";
import type { Task } from "./task.ts";

export const readReceiptTask: Task = {
  name: "read-receipt",
  title: { en: "Read receipt", "zh-CN": "识别收据" },
  appliesTo: ({ images, recordings, videos }) => images > 0 && recordings + videos === 0,
  prompt: {
    en: () =>
      "Extract all text from this receipt. Return the line items, total, merchant and date as JSON. " +
      "Give the price of each line, its quantity, the tax and the currency (three letters) where the receipt shows them.",
    "zh-CN": () =>
      "提取这张收据中的所有文本。将商品条目、总额、商家和日期以 JSON 形式返回。" +
      "收据上有的话，也给出每行的金额、数量、税额和货币（三字母代码）。",
  },
  choices: [],
  settings: { thinking: false, temperature: 0, maxTokens: 8192, jsonSchema: receiptSchema, each: "image" },
  needsDetail: true,
  view: "receipts",
};
