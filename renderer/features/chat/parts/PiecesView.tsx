import { use } from "react";
import type { ReceiptPart, TranscriptPart } from "../../../../shared/chat/message-part.ts";
import { ChatHostContext } from "../chat-host.ts";
import { ExchangeContext } from "./exchange-context.ts";
import type { PartViewProps } from "./part-view-props.ts";
import { TextView } from "./TextView.tsx";

/** All receipts or transcripts of a reply, in the view of its task; as text where there is none. */
export function PiecesView({ part, joined, messageId }: PartViewProps<ReceiptPart | TranscriptPart>) {
  const { TaskReply } = use(ChatHostContext).tasks;
  const exchange = use(ExchangeContext);
  const pieces = [part, ...joined].filter((each) => each.type === "receipt" || each.type === "transcript");
  const texts = pieces.map((piece) => (
    <TextView key={piece.id} part={piece} joined={[]} messageId={messageId} />
  ));
  if (!exchange?.question || !exchange.reply.task) return texts;
  return (
    <TaskReply reply={exchange.reply} question={exchange.question}>
      {texts}
    </TaskReply>
  );
}
