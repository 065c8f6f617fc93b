import { z } from "zod";
import type { ResponsesRequest } from "./responses-request.ts";

/**
 * Groups of functions, such as the tools of one MCP server in Codex. The model sees each function under a name
 * that includes its namespace; to the client, a call names the two apart.
 */
const namespaceTool = z.object({
  type: z.literal("namespace"),
  name: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  tools: z.array(z.looseObject({ type: z.string(), name: z.string().nullish() })),
});

export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

export function fullName({ namespace, name }: NamespacedName): string {
  return `${namespace}__${name}`;
}

/** Where each function is in the request, with its name as the model sees it. */
export interface RequestedFunction {
  readonly tool: object;
  readonly param: string;
  readonly namespace: string | null;
}

/** Functions, also those in namespaces. Tools of other types run on the servers of the original, or nowhere. */
export function requestedFunctions({ tools }: ResponsesRequest): readonly RequestedFunction[] {
  return (tools ?? []).flatMap((tool, index): readonly RequestedFunction[] => {
    const param = `tools.${index}`;
    if (tool.type === "function") return [{ tool, param, namespace: null }];
    const namespace = namespaceTool.safeParse(tool);
    if (!namespace.success) return [];
    const { name, tools: inside } = namespace.data;
    return inside.flatMap((one, place) =>
      one.type === "function" ? [{ tool: one, param: `${param}.tools.${place}`, namespace: name }] : [],
    );
  });
}

/** What the names that the model uses stand for; names without a namespace are left out. */
export function namespacesOf(request: ResponsesRequest): ReadonlyMap<string, NamespacedName> {
  return new Map(
    requestedFunctions(request).flatMap(({ tool, namespace }) => {
      if (namespace === null || !("name" in tool) || typeof tool.name !== "string") return [];
      const names = { namespace, name: tool.name };
      return [[fullName(names), names]];
    }),
  );
}
