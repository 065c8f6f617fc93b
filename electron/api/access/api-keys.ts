import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** A key as it is stored: it can be recognised, but not be read. */
export const storedApiKeySchema = z.object({
  id: z.string().max(64),
  name: z.string().max(100),
  /** SHA-256 of the key, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The end of the key, by which its owner recognises it. */
  hint: z.string().max(8),
  createdAt: z.number().int(),
});

export type StoredApiKey = Readonly<z.infer<typeof storedApiKeySchema>>;

/** A new key with 256 random bits; a fast hash is enough for such a key. The key itself is shown once. */
export function createApiKey(
  name: string,
  nowMs: number,
): { readonly key: string; readonly stored: StoredApiKey } {
  const key = `sk-facet-${randomBytes(32).toString("base64url")}`;
  return { key, stored: storedApiKey(key, name, nowMs) };
}

/** A key that somebody else chose, in its stored form. */
export function storedApiKey(key: string, name: string, nowMs: number): StoredApiKey {
  const hash = digest(key);
  return {
    id: hash.toString("hex").slice(0, 16),
    name,
    hash: hash.toString("hex"),
    hint: key.slice(-4),
    createdAt: nowMs,
  };
}

/** The stored key that a caller's key matches; null: none. */
export function matchingKey(keys: readonly StoredApiKey[], key: string): StoredApiKey | null {
  const hash = digest(key);
  return keys.find((stored) => timingSafeEqual(Buffer.from(stored.hash, "hex"), hash)) ?? null;
}

const digest = (key: string) => createHash("sha256").update(key).digest();
