import { Markdown } from "../../../ui/markdown/Markdown.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";

export function TextView({ part }: PartViewPropsOf<"text" | "receipt" | "transcript">) {
  return <Markdown text={part.text} isGrowing={part.status === "streaming"} />;
}
