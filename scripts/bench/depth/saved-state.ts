/**
 * A sequence as llama.cpp saves it (`llama_state_seq_save_file`): its tokens, and the cells of a cache for layers
 * that see everything, and then of one for layers with a sliding window. All numbers are little-endian.
 */
export interface SavedState {
  readonly tokens: readonly number[];
  readonly caches: readonly SavedCache[];
}

interface SavedCache {
  /** One a cell. */
  readonly positions: readonly number[];
  /** Keys of all layers and then values of all layers; a row a cell. */
  readonly keys: readonly SavedRows[];
  readonly values: readonly SavedRows[];
}

interface SavedRows {
  /** GGML's number of the type. */
  readonly type: number;
  readonly rowBytes: number;
  readonly bytes: Buffer;
}

/** @throws when it is another file, or of a cache that is arranged in another way */
export function parseState(file: Buffer): SavedState {
  let at = 0;
  const number = () => file.readInt32LE((at += 4) - 4);
  const expect = (value: number, wanted: number) => {
    if (value !== wanted) throw new Error("This is no saved sequence of llama.cpp as it was expected");
  };
  const rows = (cells: number): SavedRows => {
    const type = number();
    const rowBytes = Number(file.readBigUInt64LE((at += 8) - 8));
    return { type, rowBytes, bytes: file.subarray(at, (at += cells * rowBytes)) };
  };
  expect(number(), magic);
  expect(number(), version);
  const tokens = Array.from({ length: number() }, number);
  const caches: SavedCache[] = [];
  while (at < file.length) {
    expect(number(), 1);
    const count = number();
    const positions = Array.from({ length: count }, () => {
      const position = number();
      expect(number(), 1);
      expect(number(), 0);
      return position;
    });
    // Values lie like keys, as flash attention wants them.
    expect(number(), 0);
    const layers = number();
    const keys = Array.from({ length: layers }, () => rows(count));
    caches.push({ positions, keys, values: keys.map(() => rows(count)) });
  }
  return { tokens, caches };
}

export function writtenState({ tokens, caches }: SavedState): Buffer {
  const numbers = (...of: readonly number[]) => Buffer.from(Int32Array.from(of).buffer);
  const rows = ({ type, rowBytes, bytes }: SavedRows) => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(rowBytes));
    return [numbers(type), size, bytes];
  };
  const parts = caches.flatMap(({ positions, keys, values }) => [
    numbers(1, positions.length),
    Buffer.concat(positions.map((position) => numbers(position, 1, 0))),
    numbers(0, keys.length),
    ...[...keys, ...values].flatMap(rows),
  ]);
  return Buffer.concat([
    numbers(magic, version, tokens.length),
    Buffer.from(Int32Array.from(tokens).buffer),
    ...parts,
  ]);
}

/**
 * A deeper state, whose layers that see everything have the cells of this one again and again. The work of
 * attention does not depend on what is in the cells.
 * @param tokens those it shall have: a multiple as many
 */
export function repeatedState({ tokens: some, caches }: SavedState, tokens: readonly number[]): SavedState {
  const times = tokens.length / some.length;
  const [all, sliding] = caches;
  if (!Number.isInteger(times) || all === undefined || sliding === undefined) {
    throw new Error(`${tokens.length} tokens cannot be made of ${some.length}`);
  }
  const repeat = (rows: SavedRows): SavedRows => ({
    ...rows,
    bytes: Buffer.concat(Array.from({ length: times }, () => rows.bytes)),
  });
  return {
    tokens,
    caches: [
      { positions: [...tokens.keys()], keys: all.keys.map(repeat), values: all.values.map(repeat) },
      {
        ...sliding,
        positions: sliding.positions.map((position) => position + tokens.length - some.length),
      },
    ],
  };
}

/**
 * The same state with one cell more, before those that the sliding window needs. No later token sees it. Without
 * it, llama-server evaluates the whole prompt again: it wants the sliding layers to begin a position earlier than
 * llama.cpp saves them.
 */
export function withCellBeforeWindow({ tokens, caches: [all, sliding] }: SavedState): SavedState {
  if (all === undefined || sliding === undefined) throw new Error("There is no cache with a sliding window");
  const [first = 0] = sliding.positions;
  const lengthen = (rows: SavedRows): SavedRows => ({
    ...rows,
    bytes: Buffer.concat([rows.bytes.subarray(0, rows.rowBytes), rows.bytes]),
  });
  const longer = {
    positions: [first - 1, ...sliding.positions],
    keys: sliding.keys.map(lengthen),
    values: sliding.values.map(lengthen),
  };
  return { tokens, caches: [all, longer] };
}

/** `ggsq` */
const magic = 0x67677371;
const version = 3;
