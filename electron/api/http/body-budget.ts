import type { IncomingMessage } from "node:http";
import { ApiError } from "../api-error.ts";
import type { ApiLimits } from "../api-server-options.ts";

/** Bounds the memory that bodies take: of one request, and of all that are being read. */
export class BodyBudget {
  readonly #limits: Pick<ApiLimits, "bodyBytes" | "allBodiesBytes">;
  #inUse = 0;

  constructor(limits: Pick<ApiLimits, "bodyBytes" | "allBodiesBytes">) {
    this.#limits = limits;
  }

  /** @throws ApiError 413 for a body that is too large, 503 while others take up the memory */
  async read(request: IncomingMessage): Promise<Buffer> {
    const declared = Number(request.headers["content-length"] ?? 0);
    if (declared > this.#limits.bodyBytes) throw this.#tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.#inUse += chunk.length;
        if (size > this.#limits.bodyBytes) throw this.#tooLarge();
        if (this.#inUse > this.#limits.allBodiesBytes)
          throw new ApiError("unavailable_error", "Too many large requests at once. Try again.", {
            retryAfterS: 5,
          });
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, size);
    } finally {
      this.#inUse -= size;
    }
  }

  #tooLarge(): ApiError {
    const limit = this.#limits.bodyBytes;
    return new ApiError(
      "invalid_request_error",
      `The body is larger than ${limit} bytes. Send smaller images or recordings.`,
      {
        status: 413,
      },
    );
  }
}
