import { useText } from "../../../i18n/i18n.ts";
import { Card } from "../../../ui/Card.tsx";
import { FoldedResult } from "./FoldedResult.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";

/** A result whose call is not in the message; all others are drawn with their call. */
export function ToolResultView({ part }: PartViewPropsOf<"tool-result">) {
  const text = useText().parts;
  return (
    <Card icon="gear" label={text.resultOf(part.name)} title={<code>{part.name}</code>}>
      <FoldedResult result={part} />
    </Card>
  );
}
