import type { JsonObject, JsonValue } from "../../shared/chat/message-part.ts";
import type { ToolAccess } from "../../shared/tools/tool-access.ts";

/**
 * The calls of a reply, to find those that are made again with the same arguments. Whatever changes something
 * makes room for reading again what was read before. A call that failed may be made once more.
 */
export class RepeatedCalls {
  readonly #made = new Map<string, number>();
  readonly #failed = new Set<string>();

  isRepeated(name: string, args: JsonObject): boolean {
    const key = keyOf(name, args);
    const times = this.#made.get(key) ?? 0;
    return times > (this.#failed.has(key) ? 1 : 0);
  }

  add(name: string, args: JsonObject, access: ToolAccess): void {
    const key = keyOf(name, args);
    const isChange = access !== "computes" && access !== "reads";
    const times = this.#made.get(key) ?? 0;
    if (isChange) this.#made.clear();
    this.#made.set(key, times + 1);
  }

  fail(name: string, args: JsonObject): void {
    this.#failed.add(keyOf(name, args));
  }
}

/** The order of keys has no meaning. */
function keyOf(name: string, args: JsonObject): string {
  return `${name} ${JSON.stringify(sorted(args))}`;
}

function sorted(value: JsonValue): JsonValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
