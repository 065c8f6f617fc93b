import { open } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import type { FileToDecode } from "./file-decoder.ts";

/** A file that is being read. */
export interface FileBytes {
  readonly sizeBytes: number;
  /** @throws AppError `media-unreadable` {name} */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** @throws AppError `media-unreadable` {name}, `media-too-large` {limitBytes} */
export async function openBytes({ name, source }: FileToDecode): Promise<FileBytes> {
  if (source.type === "bytes") {
    const { bytes } = source;
    return {
      sizeBytes: expectFits(bytes.length),
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      close: async () => undefined,
    };
  }
  const orUnreadable = async <Value>(value: Promise<Value>): Promise<Value> => {
    try {
      return await value;
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      throw new AppError("media-unreadable", `${name || basename(source.path)} could not be read: ${code}`, {
        name,
      });
    }
  };
  const file = await orUnreadable(open(source.path));
  try {
    const found = await orUnreadable(file.stat());
    if (!found.isFile()) throw new AppError("media-unreadable", `${name} is not a file`, { name });
    return {
      sizeBytes: expectFits(found.size),
      async read(offset, length) {
        const buffer = new Uint8Array(Math.max(0, Math.min(length, found.size - offset)));
        let filled = 0;
        while (filled < buffer.length) {
          const { bytesRead } = await orUnreadable(
            file.read(buffer, filled, buffer.length - filled, offset + filled),
          );
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return buffer.subarray(0, filled);
      },
      close: () => file.close(),
    };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

function expectFits(sizeBytes: number): number {
  const limitBytes = mediaLimits.fileBytes;
  if (sizeBytes > limitBytes) {
    throw new AppError("media-too-large", `${sizeBytes} bytes are more than ${limitBytes}`, { limitBytes });
  }
  return sizeBytes;
}
