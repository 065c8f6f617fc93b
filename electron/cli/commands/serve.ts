import { z } from "zod";
import { usualApiPort } from "../../../shared/api/local-server.ts";
import { chatSettingsSchema } from "../../../shared/chat/chat-settings.ts";
import type { CommandContext } from "../command-context.ts";
import { expectProjector } from "../models/expect-projector.ts";
import { findModel } from "../models/find-model.ts";
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
  readonly fetchImages?: boolean;
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
  if (model !== null) expectProjector(model, flags.mmproj);
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
      fetchesImages: flags.fetchImages ?? false,
    },
    { signal, onEvent: ({ url }) => terminal.print(`API is running at ${url}/v1`) },
  );
}
