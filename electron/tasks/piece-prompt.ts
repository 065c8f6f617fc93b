import type { Message } from "../../shared/chat/message.ts";
import { promptTextOf } from "../../shared/chat/prompt-text.ts";
import type { Piece } from "../../shared/chat/reply-pieces.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import { turnMedia } from "../media/engine-turns.ts";
import type { MediaStore } from "../media/media-store.ts";

/**
 * The prompt of one image or clip, which sees nothing else of the chat.
 * @throws AppError `media-missing` {name}
 */
export function piecePrompt(
  question: Pick<Message, "parts">,
  { piece, source }: Piece,
  systemPrompt: string,
  store: MediaStore,
): Prompt {
  const media = [turnMedia(piece, source.name, store)];
  return { systemPrompt, turns: [{ role: "user", text: promptTextOf(question), media }] };
}
