import type { Attachment, MediaContent } from "../../shared/chat/message-part.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { preparedBytes } from "../../shared/media/prepared-media.ts";
import type { MediaStore } from "./media-store.ts";

/**
 * Checks, before a message is stored, that all its media are stored with the declared sizes.
 * @throws AppError `media-missing` {name} when a file is not stored; `invalid-request` when its size differs
 */
export function checkAttachments(attachments: readonly Attachment[], store: MediaStore): void {
  for (const part of attachments) if (part.type === "media") check(part, store);
}

function check({ name, hash, sizeBytes, thumbnailHash, prepared }: MediaContent, store: MediaStore): void {
  const wanted: (readonly [string, number | null])[] = [
    [hash, sizeBytes],
    ...prepared.map((piece) => [piece.hash, preparedBytes(piece)] as const),
  ];
  if (thumbnailHash !== null) wanted.push([thumbnailHash, null]);
  for (const [wantedHash, bytes] of wanted) {
    const found = store.sizeOf(wantedHash);
    if (found === null) throw new AppError("media-missing", `${wantedHash} is not stored`, { name });
    if (bytes !== null && found !== bytes)
      throw new AppError("invalid-request", `${wantedHash} has ${found} bytes, not ${bytes}`, { name });
  }
}
