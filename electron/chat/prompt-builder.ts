import { contextStart } from "../../shared/chat/context-start.ts";
import type { Message, MessageId } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import type { Prompt, Turn, TurnStep } from "../../shared/inference/prompt-turn.ts";
import { engineTurns, withMedia } from "../media/engine-turns.ts";
import type { MediaStore } from "../media/media-store.ts";
import { promptTurns } from "./prompt-turns.ts";

/** What a reply is generated from. */
export interface ReplyContext {
  readonly systemPrompt: string;
  /** From the first message to the one that is answered. */
  readonly branch: readonly Message[];
  /** Parts of the reply that exist already: its next generation continues them. */
  readonly writtenParts: readonly MessagePart[];
  /** The tools that the model may call, in a stable order. Absent: none. */
  readonly tools?: readonly ToolDeclaration[];
}

export interface BuiltPrompt {
  readonly prompt: Prompt;
  /** For each turn, the first message it is made of; the open turn of the reply has none. */
  readonly messageIds: readonly MessageId[];
}

/**
 * Turns a branch of a conversation into a prompt. Whatever adds to a prompt (system prompt, retrieved
 * documents, tool declarations) is added here; how the prompt is written for a model is its chat format's
 * part.
 * @throws AppError `media-missing` {name}: an attached file is no longer on disk
 */
export function buildPrompt(
  { systemPrompt, branch, writtenParts, tools = [] }: ReplyContext,
  media: MediaStore,
  model: Pick<ChatModelInfo, "media">,
): BuiltPrompt {
  const turns = promptTurns(branch);
  const startId = contextStart(branch);
  const startsAt = Math.max(
    0,
    turns.findIndex(({ messageId }) => messageId === startId),
  );
  const prompt = {
    systemPrompt,
    turns: [...engineTurns(turns, media, model.media), ...openTurn(writtenParts, media, model)],
    startsAt,
    ...(tools.length > 0 && { tools }),
  };
  return { prompt, messageIds: turns.map(({ messageId }) => messageId) };
}

/** The unfinished turn of the assistant; empty where nothing was generated yet. */
function openTurn(
  parts: readonly MessagePart[],
  media: MediaStore,
  model: Pick<ChatModelInfo, "media">,
): readonly Turn[] {
  const steps = parts.flatMap((part) => stepsOf(part, media, model));
  return steps.length === 0 ? [] : [{ role: "assistant", text: "", steps }];
}

function stepsOf(
  part: MessagePart,
  media: MediaStore,
  model: Pick<ChatModelInfo, "media">,
): readonly TurnStep[] {
  switch (part.type) {
    case "text":
    case "reasoning":
      return [{ type: part.type, text: part.text }];
    case "tool-call":
      return [{ type: "tool-call", name: part.name, arguments: part.arguments }];
    case "tool-result":
      return [
        {
          type: "tool-result",
          name: part.name,
          ...withMedia({ text: part.text, media: part.media ?? [] }, media, model.media),
        },
      ];
    case "receipt":
    case "transcript":
    case "source":
    case "media":
    case "file":
    case "unknown":
      return [];
  }
}
