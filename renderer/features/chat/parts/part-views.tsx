import type { ComponentType } from "react";
import type { PartType } from "../../../../shared/chat/message-part.ts";
import { AttachmentsView } from "./AttachmentsView.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import { PiecesView } from "./PiecesView.tsx";
import { ReasoningView } from "./ReasoningView.tsx";
import { SourceView } from "./SourceView.tsx";
import { TextView } from "./TextView.tsx";
import { ToolCallView } from "./ToolCallView.tsx";
import { ToolResultView } from "./ToolResultView.tsx";
import { UnknownView } from "./UnknownView.tsx";

type PartViews = { readonly [Type in PartType]: ComponentType<PartViewPropsOf<Type>> };

/** How each type of part is drawn. */
export const partViews: PartViews = {
  text: TextView,
  reasoning: ReasoningView,
  "tool-call": ToolCallView,
  "tool-result": ToolResultView,
  source: SourceView,
  media: AttachmentsView,
  file: AttachmentsView,
  receipt: PiecesView,
  transcript: PiecesView,
  unknown: UnknownView,
};
