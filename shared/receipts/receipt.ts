/** The contents of a receipt. null: not on the receipt, or not legible. */
export interface Receipt {
  readonly merchant: string | null;
  /** `2026-11-23` where the model normalised it; otherwise as printed. */
  readonly date: string | null;
  /** Three letters, such as EUR. */
  readonly currency: string | null;
  readonly items: readonly ReceiptItem[];
  readonly tax: number | null;
  readonly total: number | null;
}

export interface ReceiptItem {
  readonly name: string;
  readonly quantity: number | null;
  /** Usually the price of the line; some receipts, and some models, give the unit price. */
  readonly price: number | null;
}
