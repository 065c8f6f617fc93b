import { z } from "zod";
import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import { remoteModelId, type RemoteModel, type ServerDialect } from "../../../shared/models/remote-server.ts";
import { dialects } from "./dialects.ts";
import { hostNameOf, type ServerAddress } from "./server-connection.ts";

/** What a server reports about one of its models. */
export const servedModelSchema = z.object({
  name: z.string(),
  contextSizeTokens: z.number().nullable(),
  sees: z.boolean(),
  hears: z.boolean(),
  canThink: z.boolean(),
});

export type ServedModel = Readonly<z.infer<typeof servedModelSchema>>;

/** What is known of a server that answers. */
export interface ServerAbilities {
  readonly dialect: ServerDialect;
  /** Whether it has llama-server's endpoint that ends reasoning. */
  readonly canEndReasoning: boolean;
}

export function remoteModel(serverId: string, model: ServedModel): RemoteModel {
  const { name, contextSizeTokens, sees, hears } = model;
  return { id: remoteModelId(serverId, name), serverId, name, contextSizeTokens, sees, hears };
}

export function chatModelInfo(
  server: { readonly id: string; readonly name: string; readonly address: ServerAddress },
  abilities: ServerAbilities,
  model: ServedModel,
  refusedFields: ReadonlySet<string>,
): ChatModelInfo {
  const { thinking, budget } = dialects[abilities.dialect];
  const switchField = {
    template: "chat_template_kwargs",
    field: "enable_thinking",
    effort: "reasoning_effort",
  };
  const canThink = model.canThink && thinking !== null && !refusedFields.has(switchField[thinking]);
  return {
    modelId: remoteModelId(server.id, model.name),
    name: model.name,
    contextSizeTokens: model.contextSizeTokens,
    media: { sees: model.sees, hears: model.hears, problem: null },
    canThink,
    hasReasoningBudget: canThink && budget !== null && !refusedFields.has(budget),
    canEndReasoning: abilities.canEndReasoning,
    location: { type: "remote", serverName: server.name, host: hostNameOf(server.address) },
  };
}
