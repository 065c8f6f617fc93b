import type { SeededRandom } from "../seeded-random.ts";
import { headerFields, type FieldKind, type HeaderField } from "./header-fields.ts";

/** Returns a damaged copy of a valid file. */
type Mutation = (file: Buffer, random: SeededRandom) => Buffer;

const odd = [
  0n,
  1n,
  2n,
  255n,
  65_535n,
  1n << 31n,
  (1n << 32n) - 1n,
  1n << 40n,
  (1n << 63n) - 1n,
  (1n << 64n) - 1n,
];
const architectures = ["gemma3", "gemma2", "llama4", "qwen35", "falcon", "nobody", "GEMMA4", "gemma\0"];

/** Damage from failing disks, broken downloads, bugs of other programs, and attackers. */
const mutations: Readonly<Record<string, Mutation>> = {
  "flips bits": (file, random) => {
    const { end } = headerFields(file);
    for (let left = 1 + whole(random, 8); left > 0; left--) {
      const at = whole(random, end);
      file[at] = (file[at] ?? 0) ^ (1 << whole(random, 8));
    }
    return file;
  },
  "cuts the header off": (file, random) => file.subarray(0, whole(random, headerFields(file).end)),
  "cuts the weights off": (file, random) => {
    const { end } = headerFields(file);
    return file.subarray(0, end + whole(random, file.length - end));
  },
  "writes noise": (file, random) => {
    const { end } = headerFields(file);
    const from = whole(random, end);
    for (let at = from; at < Math.min(end, from + 1 + whole(random, 64)); at++) file[at] = whole(random, 256);
    return file;
  },
  "loses some bytes": (file, random) => {
    const at = whole(random, headerFields(file).end);
    return Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + whole(random, 16))]);
  },
  "repeats some bytes": (file, random) => {
    const at = whole(random, headerFields(file).end);
    return Buffer.concat([file.subarray(0, at), file.subarray(at - Math.min(at, 16))]);
  },
  "changes a count": changes("tensor count", "entry count", "dimension count"),
  "changes a length": changes("string length", "array length"),
  "sets an endless string length": (file, random) => {
    const field = random.pick(fieldsOf(file, "string length"));
    file.writeBigUInt64LE(BigInt(file.length) - BigInt(whole(random, field.at)) + 8n, field.at);
    return file;
  },
  "changes a type": changes("value type", "element type", "tensor type"),
  "sets another known type": (file, random) => {
    const field = random.pick(fieldsOf(file, "value type", "element type", "tensor type"));
    file.writeUInt32LE(whole(random, field.kind === "tensor type" ? 40 : 13), field.at);
    return file;
  },
  "changes a value": changes("value"),
  "changes a shape": changes("dimension"),
  "changes a shape a little": (file, random) => {
    const field = random.pick(fieldsOf(file, "dimension"));
    const factor = random.pick([0.5, 2, 3, 0.25]);
    const size = Number(file.readBigUInt64LE(field.at));
    file.writeBigUInt64LE(BigInt(Math.max(1, Math.floor(size * factor))), field.at);
    return file;
  },
  "changes an offset": changes("tensor offset"),
  "names another architecture": (file, random) => {
    const name = random.pick(architectures);
    const text = file.toString("latin1");
    // In all places, or only in `general.architecture`.
    const changed = whole(random, 2) === 0 ? text.replaceAll("gemma4", name) : text.replace("gemma4", name);
    return Buffer.from(changed, "latin1");
  },
};

function changes(...kinds: readonly FieldKind[]): Mutation {
  return (file, random) => {
    const { at, bytes } = random.pick(fieldsOf(file, ...kinds));
    const value = random.pick([...odd, BigInt(whole(random, 2 ** 32)), BigInt(whole(random, 256))]);
    for (let i = 0; i < bytes; i++) file[at + i] = Number((value >> BigInt(8 * i)) & 255n);
    return file;
  };
}

export interface Mutated {
  readonly what: string;
  readonly file: Buffer;
}

/** The same seed gives the same file. */
export function mutated(sound: Buffer, random: SeededRandom): Mutated {
  const what = random.pick(Object.keys(mutations));
  const mutate = mutations[what] ?? ((file: Buffer) => file);
  return { what, file: mutate(Buffer.from(sound), random) };
}

function fieldsOf(file: Buffer, ...kinds: readonly FieldKind[]): readonly HeaderField[] {
  return headerFields(file).fields.filter(({ kind }) => kinds.includes(kind));
}

const whole = (random: SeededRandom, below: number) => Math.floor(random.below(below));
