import type { PartId } from "../../../../shared/chat/message-part.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure } from "../../../toasts.ts";

/** Stores a corrected receipt in place of the model's answer; the table shows it once it is stored. */
export async function correctReceipt(messageId: MessageId, partId: PartId, receipt: Receipt): Promise<void> {
  const result = await request("chat.correct", { messageId, partId, text: JSON.stringify(receipt) });
  if (result.ok) return;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
}
