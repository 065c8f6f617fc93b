import type { MessageId } from "../../../../shared/chat/message.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure } from "../../../toasts.ts";

/** Keeps what a person put right, in the place of what the model said; the table shows it when it is kept. */
export async function correctReceipt(
  messageId: MessageId,
  position: number,
  receipt: Receipt,
): Promise<void> {
  const result = await request("chat.correct", { messageId, position, text: JSON.stringify(receipt) });
  if (result.ok) return;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
}
