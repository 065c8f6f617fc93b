import type { SeededRandom } from "../seeded-random.ts";

export const damages = ["cut short", "a bit flipped", "many bits flipped"] as const;
export type Damage = (typeof damages)[number];

/** What a broken copy, a rotten disk or ill will leaves of a file; at least a byte of it. */
export function damagedFile(bytes: Uint8Array, damage: Damage, random: SeededRandom): Uint8Array {
  if (damage === "cut short") return bytes.subarray(0, 1 + whole(random, bytes.length - 1));
  const damaged = Uint8Array.from(bytes);
  // One in each KB: more would only ever be seen in its first part.
  const flips = damage === "a bit flipped" ? 1 : 2 + whole(random, 2 + bytes.length / 1024);
  for (let flip = 0; flip < flips; flip++) {
    // Half of them in the first KB, where a format says what is to come.
    const at = whole(random, random.below(2) < 1 ? Math.min(1024, bytes.length) : bytes.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << whole(random, 8));
  }
  return damaged;
}

function whole(random: SeededRandom, limit: number): number {
  return Math.floor(random.below(limit));
}
