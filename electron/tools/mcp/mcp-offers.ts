import type { Client, GetPromptResult, ReadResourceResult } from "@modelcontextprotocol/client";
import type { McpOffers } from "../../../shared/tools/mcp/mcp-offers.ts";
import { visibleName } from "../../../shared/visible-name.ts";
import type { ToolFile } from "../tool.ts";
import { nameOfUri } from "./tool-result.ts";

/** More can't be chosen from in a menu. */
const mostOffers = 100;
const mostFields = 20;
const longestText = 200_000;

/** The first prompts and resources of a server. @throws errors of the client */
export async function listOffers(
  client: Client,
  options: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<McpOffers> {
  const { prompts: hasPrompts, resources: hasResources } = client.getServerCapabilities() ?? {};
  // Page by page: the client's own list would first collect all of an endless one.
  const { prompts = [] } = hasPrompts
    ? await client.request({ method: "prompts/list", params: {} }, options)
    : {};
  const { resources = [] } = hasResources
    ? await client.request({ method: "resources/list", params: {} }, options)
    : {};
  return {
    prompts: prompts.slice(0, mostOffers).map(({ name, title, description, arguments: fields = [] }) => ({
      name,
      title: visibleName(title ?? name, 100),
      description: cut(description),
      fields: fields.slice(0, mostFields).map((field) => ({
        name: field.name,
        description: cut(field.description),
        isRequired: field.required === true,
      })),
    })),
    resources: resources.slice(0, mostOffers).map(({ uri, name, title, description }) => ({
      uri,
      title: visibleName(title ?? name, 100),
      description: cut(description),
    })),
  };
}

/** The texts of a prompt, one below the other. Pictures in it are left out. */
export function textOfPrompt({ messages }: GetPromptResult): string {
  const texts = messages.flatMap(({ content }) => {
    if (content.type === "text") return [content.text];
    return content.type === "resource" && "text" in content.resource ? [content.resource.text] : [];
  });
  return texts.join("\n\n").slice(0, longestText).toWellFormed();
}

/** The files that a resource consists of; most are one. */
export function filesOfResource({ contents }: ReadResourceResult): readonly ToolFile[] {
  return contents.slice(0, 10).map((content) => {
    const name = nameOfUri(content.uri);
    if ("blob" in content)
      return { name, mediaType: content.mimeType ?? "", bytes: Buffer.from(content.blob, "base64") };
    const isNamed = /\.\w{1,8}$/.test(name);
    return {
      name: isNamed ? name : `${name}.txt`,
      mediaType: content.mimeType ?? "text/plain",
      bytes: Buffer.from(content.text),
    };
  });
}

function cut(text = ""): string {
  return text.slice(0, 500).toWellFormed();
}
