import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as base64url. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Only digests are kept. A plain hash suffices for secrets that are random. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Compares in a time that reveals nothing about the digest. */
export function hasDigest(secret: string, digest: string): boolean {
  const [left, right] = [digestOf(secret), digest].map((text) => Buffer.from(text)) as [Buffer, Buffer];
  return left.length === right.length && timingSafeEqual(left, right);
}
