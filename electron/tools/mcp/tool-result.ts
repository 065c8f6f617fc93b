import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ToolFile, ToolOutput } from "../tool.ts";

const mostFiles = 20;
/** Of all files of a result together. */
const mostFileBytes = 30_000_000;
/** More is cut anyway, to what the context can hold. */
const mostCharacters = 200_000;

/** What a server answered as the result of a call: text for the model, pictures and other files beside it. */
export function toolOutputOf(result: CallToolResult): ToolOutput {
  const texts: string[] = [];
  const files = new Files();
  for (const content of result.content) {
    switch (content.type) {
      case "text":
        texts.push(content.text);
        break;
      case "image":
      case "audio":
        texts.push(files.add(content.data, content.mimeType, content.type));
        break;
      case "resource": {
        const { resource } = content;
        if ("text" in resource) texts.push(`Resource ${resource.uri}:\n${resource.text}`);
        else texts.push(files.add(resource.blob, resource.mimeType ?? "", nameOfUri(resource.uri)));
        break;
      }
      case "resource_link":
        texts.push(
          [`Resource ${content.uri} (${content.name})`, content.description].filter(Boolean).join(": "),
        );
        break;
    }
  }
  // Servers give it as text too, as the protocol says; where one does not, it is all there is.
  if (texts.length === 0 && result.structuredContent !== undefined)
    texts.push(JSON.stringify(result.structuredContent));
  return {
    text: texts.join("\n").slice(0, mostCharacters) || "(no content)",
    isError: result.isError === true,
    isUntrusted: true,
    files: files.all,
  };
}

class Files {
  readonly all: ToolFile[] = [];
  #bytes = 0;

  /** @returns what the model is told of it */
  add(base64: string, mediaType: string, name: string): string {
    const bytes = Buffer.from(base64, "base64");
    if (this.all.length >= mostFiles || this.#bytes + bytes.byteLength > mostFileBytes)
      return `[${name}: left out, because the result is too large]`;
    this.#bytes += bytes.byteLength;
    const file = { name: named(name, this.all.length + 1, mediaType), mediaType, bytes };
    this.all.push(file);
    return `[${file.name}]`;
  }
}

function named(name: string, number: number, mediaType: string): string {
  if (/\.\w{1,8}$/.test(name)) return name;
  const extension = /^\w+\/([\w-]{1,10})/.exec(mediaType)?.[1]?.replace("jpeg", "jpg").replace("mpeg", "mp3");
  return extension === undefined ? `${name}-${number}` : `${name}-${number}.${extension}`;
}

/** What a resource is called as a file. */
export function nameOfUri(uri: string): string {
  return /([^/?#]+)\/?(?:[?#].*)?$/s.exec(uri.slice(0, 2_000))?.[1]?.slice(0, 200) ?? "resource";
}
