import { fencedText } from "../chat/fenced-text.ts";
import type { DocumentText } from "./document-text.ts";

/** The cells of a Jupyter notebook with their text outputs; null: it is not a notebook. */
export function notebookText(source: string): DocumentText | null {
  let notebook: unknown;
  try {
    notebook = JSON.parse(source);
  } catch {
    return null;
  }
  if (!isObject(notebook) || !Array.isArray(notebook["cells"])) return null;
  const metadata = isObject(notebook["metadata"]) ? notebook["metadata"] : {};
  const info = isObject(metadata["language_info"]) ? metadata["language_info"] : {};
  const language = typeof info["name"] === "string" ? info["name"] : "python";
  const cells = notebook["cells"].filter(isObject).map((cell) => {
    const text = joined(cell["source"]);
    if (cell["cell_type"] !== "code") return text;
    const outputs = Array.isArray(cell["outputs"]) ? cell["outputs"].filter(isObject).map(outputText) : [];
    const shown = outputs.filter((output) => output !== "").join("\n");
    return [fencedText(text, language), ...(shown === "" ? [] : [fencedText(shown, "output")])].join("\n");
  });
  const text = cells.filter((cell) => cell.trim() !== "").join("\n\n");
  return { parts: [{ title: "", text }] };
}

/** Pictures and HTML are left out; nearly all of them have a text too. */
function outputText(output: Readonly<Record<string, unknown>>): string {
  const data = isObject(output["data"]) ? joined(output["data"]["text/plain"]) : "";
  const error =
    output["output_type"] === "error" ? `${joined(output["ename"])}: ${joined(output["evalue"])}` : "";
  return [joined(output["text"]), data, error]
    .filter((text) => text !== "")
    .join("\n")
    .trimEnd();
}

function joined(lines: unknown): string {
  if (typeof lines === "string") return lines;
  return Array.isArray(lines) ? lines.filter((line) => typeof line === "string").join("") : "";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
