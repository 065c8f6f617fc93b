/** What a receipt says. null: it does not say it, or it could not be read. */
export interface Receipt {
  readonly merchant: string | null;
  /** As `2026-11-23` where the model wrote it so; else as it stands there. */
  readonly date: string | null;
  /** Three letters, as in EUR. */
  readonly currency: string | null;
  readonly items: readonly ReceiptItem[];
  readonly tax: number | null;
  readonly total: number | null;
}

export interface ReceiptItem {
  readonly name: string;
  readonly quantity: number | null;
  /** Of the whole line, as a rule; some receipts, and some models, give that of one piece. */
  readonly price: number | null;
}
