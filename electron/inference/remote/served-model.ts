import { z } from "zod";
import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import {
  remoteModelId,
  shownModelName,
  type RemoteModel,
  type ServerDialect,
} from "../../../shared/models/remote-server.ts";
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

/** A model as the page gets it. */
export function remoteModel(
  serverId: string,
  abilities: ServerAbilities,
  model: ServedModel,
  refusedFields: ReadonlySet<string>,
): RemoteModel {
  const { name, contextSizeTokens, sees, hears } = model;
  const id = remoteModelId(serverId, name);
  const reasoning = reasoningAbilities(abilities, model, refusedFields);
  return { id, serverId, name: shownModelName(name), contextSizeTokens, sees, hears, ...reasoning };
}

export function chatModelInfo(
  server: { readonly id: string; readonly name: string; readonly address: ServerAddress },
  abilities: ServerAbilities,
  model: ServedModel,
  refusedFields: ReadonlySet<string>,
): ChatModelInfo {
  return {
    modelId: remoteModelId(server.id, model.name),
    name: shownModelName(model.name),
    contextSizeTokens: model.contextSizeTokens,
    media: { sees: model.sees, hears: model.hears, problem: null },
    ...reasoningAbilities(abilities, model, refusedFields),
    callsTools: !refusedFields.has("tools"),
    location: { type: "remote", serverName: server.name, host: hostNameOf(server.address) },
  };
}

type ReasoningAbilities = Pick<ChatModelInfo, "canThink" | "hasReasoningBudget" | "canEndReasoning">;

const switchField = {
  template: "chat_template_kwargs",
  field: "enable_thinking",
  effort: "reasoning_effort",
} as const;

function reasoningAbilities(
  { dialect, canEndReasoning }: ServerAbilities,
  model: ServedModel,
  refusedFields: ReadonlySet<string>,
): ReasoningAbilities {
  const { thinking, budget } = dialects[dialect];
  const canThink = model.canThink && thinking !== null && !refusedFields.has(switchField[thinking]);
  return {
    canThink,
    hasReasoningBudget: canThink && budget !== null && !refusedFields.has(budget),
    canEndReasoning,
  };
}
