import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, MessagePart } from "../../shared/chat/message-part.ts";
import { applyPartChange, type PartChange } from "../../shared/chat/part-event.ts";
import { mediaContent, messageWith, textPart } from "../../tests/fixtures/message-parts.ts";
import { GrowingParts } from "./growing-parts.ts";
import { ChatDatabase } from "../../tests/fixtures/chat-database.ts";

const text = fc.oneof(
  { arbitrary: fc.string({ unit: "grapheme", maxLength: 8 }), weight: 3 },
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("", "\0", '"\\', "\ud800", "\n\n"),
);
/** As JSON has it: there is no negative zero. */
const payload = fc
  .dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }))
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
const status = fc.constantFrom("streaming", "complete", "incomplete");
const durationMs = fc.option(fc.nat());

const part: fc.Arbitrary<MessagePart> = fc
  .tuple(
    fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8"),
    status,
    fc.oneof(
      fc.record({ type: fc.constantFrom("text", "receipt", "transcript"), text }),
      fc.record(
        {
          type: fc.constant("reasoning"),
          text,
          durationMs,
          isCutShort: fc.constant(true),
          isOpen: fc.constant(true),
        },
        { requiredKeys: ["type", "text", "durationMs"] },
      ),
      fc.record({
        type: fc.constant("tool-call"),
        callId: text,
        name: text,
        arguments: payload,
        approval: fc.constantFrom("not-needed", "pending", "allowed", "denied"),
        state: fc.constantFrom("waiting", "running", "done", "failed", "interrupted"),
        durationMs,
      }),
      fc.record(
        {
          type: fc.constant("tool-result"),
          callId: text,
          name: text,
          text,
          isError: fc.boolean(),
          media: fc.constantFrom([], [mediaContent]),
        },
        { requiredKeys: ["type", "callId", "name", "text", "isError"] },
      ),
      fc.record({ type: fc.constant("source"), title: text, url: text, excerpt: fc.option(text) }),
      fc.record({ type: fc.constant("file"), name: text, text }),
      fc.constant(mediaContent),
      fc.record({
        type: fc.constant("unknown"),
        storedType: fc.constantFrom("hologram", "unknown"),
        payload,
      }),
    ),
  )
  .map(([id, ofStatus, rest]) => ({ ...rest, id, status: ofStatus }));

type Step = PartChange | { readonly type: "save" } | { readonly type: "read" };

const partId = fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8", "not there");
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: part.map((started): Step => ({ type: "part-started", part: started })), weight: 4 },
  { arbitrary: fc.record({ type: fc.constant("part-delta"), partId, text }), weight: 12 },
  part.map((updated): Step => ({ type: "part-updated", part: updated })),
  fc.record(
    {
      type: fc.constant("part-ended"),
      partId,
      status: fc.constantFrom("complete", "incomplete"),
      durationMs: fc.nat(),
      isCutShort: fc.constant(true),
    },
    { requiredKeys: ["type", "partId", "status"] },
  ),
  fc.constant<Step>({ type: "save" }),
  fc.constant<Step>({ type: "read" }),
);

/** Ids are unique in the database: of the parts that begin with the same one, the first stays. */
function withUniqueIds(steps: readonly Step[], stored: readonly MessagePart[], prefix: string): Step[] {
  const started = new Set(stored.map(({ id }) => id));
  return steps.flatMap((one): Step[] => {
    if (one.type === "save" || one.type === "read") return [one];
    if (!("part" in one)) return [{ ...one, partId: `${prefix} ${one.partId}` }];
    const changed = { ...one, part: { ...one.part, id: `${prefix} ${one.part.id}` } };
    if (one.type === "part-started" && started.has(changed.part.id)) return [];
    started.add(changed.part.id);
    return [changed];
  });
}

describe("the parts of a reply", () => {
  let chats: ChatDatabase;
  beforeAll(() => {
    chats = new ChatDatabase();
    chats.addChat("c");
  });
  afterAll(() => chats.close());

  it("are the same live, in the page and in the database, after any sequence of changes", () => {
    const { store } = chats;
    let runs = 0;
    const steps = fc.array(step, { maxLength: 60, size: "max" });
    const before = fc.uniqueArray(part, { maxLength: 3, selector: ({ id }) => id });
    fc.assert(
      fc.property(before, steps, (kept, wanted) => {
        const id = `reply ${++runs}`;
        const stored = kept.map((one) => ({ ...one, id: `${id} ${one.id}` }));
        store.messages.add(
          messageWith({ id, role: "assistant", parts: stored, status: { type: "streaming" } }),
        );
        const live = new GrowingParts(stored);
        let page: readonly MessagePart[] = stored;
        const save = () => {
          store.transaction(() => store.messages.writeParts(id, live.unsaved()));
          live.markSaved();
          expect(live.unsaved()).toEqual([]);
          expect(store.messages.get(id).parts).toEqual(page);
        };
        for (const change of withUniqueIds(wanted, stored, id)) {
          if (change.type === "save") save();
          else if (change.type === "read") expect(live.snapshot()).toEqual(page);
          else {
            live.apply(change);
            page = applyPartChange(page, change);
          }
        }
        expect(live.last).toEqual(page.at(-1) ?? null);
        expect(live.count).toBe(page.length);
        expect(live.snapshot()).toEqual(page);
        save();
      }),
      { numRuns: 300 },
    );
  });

  it("need not be saved when they came from the database", () => {
    const parts = new GrowingParts([textPart("a"), textPart("b", { id: "b" })]);
    expect(parts.unsaved()).toEqual([]);
    parts.apply({ type: "part-delta", partId: "b", text: "c" });
    expect(parts.unsaved()).toMatchObject([{ position: 1, part: { id: "b", text: "bc" } }]);
    expect(parts.get("b")).toMatchObject({ text: "bc" });
    expect(parts.get("not there")).toBeNull();
  });
});
