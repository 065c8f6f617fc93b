import { basename } from "node:path";
import { z } from "zod";
import { chatSettingsSchema } from "../../../shared/chat/chat-settings.ts";
import { usualApiPort } from "../../../shared/api/local-server.ts";
import type { CommandContext } from "../command-context.ts";
import { findModel } from "../models/find-model.ts";
import type { UsableModel } from "../models/usable-models.ts";
import { usageFailure } from "../terminal/command-failure.ts";
import { numberOption, thinkingIn } from "./generation-options.ts";

export interface ServeFlags {
  readonly model?: string;
  readonly hf?: string;
  readonly mmproj?: string;
  readonly alias?: string;
  readonly host: string;
  readonly port?: string;
  readonly apiKey?: string;
  readonly think?: boolean;
  readonly chatTemplateKwargs?: string;
  readonly temp?: string;
  readonly topP?: string;
  readonly topK?: string;
}

const { temperature, topP, topK } = chatSettingsSchema.shape;
const portNumber = z.int().min(0).max(65_535);

/** `facet serve`: the API for other programs, until Ctrl-C. */
export async function serve(context: CommandContext, flags: ServeFlags): Promise<void> {
  const { terminal, signal } = context;
  const typed = flags.model ?? flags.hf;
  const port = numberOption("--port", flags.port, portNumber, usualApiPort);
  const sampling = {
    ...(flags.temp !== undefined && { temperature: numberOption("--temp", flags.temp, temperature, 1) }),
    ...(flags.topP !== undefined && { topP: numberOption("--top-p", flags.topP, topP, 1) }),
    ...(flags.topK !== undefined && { topK: numberOption("--top-k", flags.topK, topK, 0) }),
  };
  const thinking = flags.think ?? thinkingIn(flags.chatTemplateKwargs) ?? null;
  if (flags.alias !== undefined && typed === undefined) {
    throw usageFailure("--alias is another name of the model that --model names.");
  }
  const client = await context.facet();
  const model = typed === undefined ? null : await findModel(context, client, typed);
  if (model !== null && flags.mmproj !== undefined) expectProjector(model, flags.mmproj);
  await client.call(
    "serve",
    {
      modelId: model?.id ?? null,
      aliases: flags.alias?.split(",").map((alias) => alias.trim()) ?? [],
      host: flags.host,
      port,
      apiKey: flags.apiKey ?? process.env["FACET_API_KEY"] ?? null,
      thinking,
      sampling,
    },
    { signal, onEvent: ({ url }) => terminal.print(`API is running at ${url}/v1`) },
  );
}

/** A model uses the projector in its own folder. @throws CommandFailure where that is another one */
export function expectProjector(model: UsableModel, path: string): void {
  const projector = model.type === "local" ? model.model.projector : null;
  if (projector?.fileName === basename(path)) return;
  throw usageFailure(
    projector === null
      ? `${model.name} has no projector. Put ${basename(path)} into the folder of the model's file.`
      : `${model.name} uses ${projector.fileName}. Leave only ${basename(path)} in its folder to use that.`,
  );
}
