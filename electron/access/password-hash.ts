import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** A password as stored: never itself, but what scrypt makes of it and a random salt. */
export const passwordHashSchema = z.object({
  salt: z.string().max(100),
  hash: z.string().max(200),
  /** scrypt's cost parameters. Bounded, since a stored value decides how much memory a sign-in takes. */
  cost: z
    .int()
    .min(1024)
    .max(2 ** 20),
  blockSize: z.int().min(1).max(16),
  parallelization: z.int().min(1).max(16),
});

export type PasswordHash = Readonly<z.infer<typeof passwordHashSchema>>;

/** 32 MB and about a quarter of a second: unnoticed by a user, too much for a list of guesses. */
const usualCost = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const hashBytes = 32;

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, usualCost);
  return { ...usualCost, salt: salt.toString("base64url"), hash: hash.toString("base64url") };
}

export async function isPassword(password: string, stored: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(stored.hash, "base64url");
  const hash = await derive(password, Buffer.from(stored.salt, "base64url"), stored);
  return hash.length === expected.length && timingSafeEqual(hash, expected);
}

/** Keyboards of different systems may compose the same letters differently. */
function derive(
  password: string,
  salt: Buffer,
  { cost, blockSize, parallelization }: Pick<PasswordHash, "cost" | "blockSize" | "parallelization">,
): Promise<Buffer> {
  const maxmem = 256 * cost * blockSize;
  const options = { cost, blockSize, parallelization, maxmem };
  return new Promise((done, failed) => {
    scrypt(password.normalize("NFC"), salt, hashBytes, options, (error, hash) => {
      if (error) failed(error);
      else done(hash);
    });
  });
}
