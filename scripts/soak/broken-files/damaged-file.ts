import type { SeededRandom } from "../seeded-random.ts";

export const damages = ["cut short", "a bit flipped", "many bits flipped"] as const;
export type Damage = (typeof damages)[number];

/** Damages a file as an incomplete copy, a failing disk or an attacker might; at least one byte remains. */
export function damagedFile(bytes: Uint8Array, damage: Damage, random: SeededRandom): Uint8Array {
  if (damage === "cut short") return bytes.subarray(0, 1 + whole(random, bytes.length - 1));
  const damaged = Uint8Array.from(bytes);
  // About one per KB: with more, only the beginning of the file would be tested.
  const flips = damage === "a bit flipped" ? 1 : 2 + whole(random, 2 + bytes.length / 1024);
  for (let flip = 0; flip < flips; flip++) {
    // Half of them in the first KB, where formats keep their headers.
    const at = whole(random, random.below(2) < 1 ? Math.min(1024, bytes.length) : bytes.length);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << whole(random, 8));
  }
  return damaged;
}

function whole(random: SeededRandom, limit: number): number {
  return Math.floor(random.below(limit));
}
