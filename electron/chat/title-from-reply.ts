import { ownTextOf, textOf, type Message } from "../../shared/chat/message.ts";
import { titleOf } from "../../shared/chat/title.ts";
import { readReceipt } from "../../shared/receipts/read-receipt.ts";

/**
 * A title for a chat that began without words of the user, from its first reply: merchant and date of a
 * receipt, or the first words of the answer. null: the user wrote something, or the reply says nothing.
 */
export function titleFromReply(question: Message, reply: Message): string | null {
  if (question.parentId !== null || ownTextOf(question).trim() !== "") return null;
  const receipts = reply.parts.flatMap((part) => {
    if (part.type !== "receipt") return [];
    const read = readReceipt(part.text);
    return read.type === "receipt" ? [read.receipt] : [];
  });
  const [first] = receipts;
  if (first !== undefined) {
    const name = titleOf([first.merchant, first.date].filter((fact) => fact !== null).join(" · "));
    const others = receipts.length - 1;
    if (name === "") return null;
    return others === 0 ? name : `${name} +${others}`;
  }
  // What is left of a receipt that was cut off is no title.
  if (reply.parts.some(({ type }) => type === "receipt")) return null;
  return titleOf(textOf(reply)) || null;
}
