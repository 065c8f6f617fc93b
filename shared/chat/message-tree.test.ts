import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchTo, newestLeafBelow, siblingPlace, siblingsOf, treeOf } from "./message-tree.ts";

interface Node {
  readonly id: string;
  readonly parentId: string | null;
}

/** Trees as the database stores them: every parent is older than its children. */
const trees = fc.array(fc.nat(), { minLength: 1, maxLength: 60 }).map((choices): readonly Node[] =>
  choices.map((choice, index) => {
    const parent = choice % (index + 1);
    return { id: String(index), parentId: parent === index ? null : String(parent) };
  }),
);
const treesWithMessage = trees.chain((messages) =>
  fc.record({ messages: fc.constant(messages), message: fc.constantFrom(...messages) }),
);

const chat: readonly Node[] = [
  { id: "question", parentId: null },
  { id: "answer 1", parentId: "question" },
  { id: "answer 2", parentId: "question" },
  { id: "more", parentId: "answer 1" },
  { id: "question, edited", parentId: null },
];

describe("branchTo", () => {
  it("returns the path from a first message to the leaf, each message after its parent", () => {
    fc.assert(
      fc.property(treesWithMessage, ({ messages, message }) => {
        const branch = branchTo(treeOf(messages), message.id);
        expect(branch.at(-1)).toBe(message);
        expect(branch[0]?.parentId).toBeNull();
        expect(branch.slice(1).map((node) => node.parentId)).toEqual(branch.slice(0, -1).map(({ id }) => id));
      }),
    );
  });

  it("is empty without a leaf and for an unknown leaf", () => {
    expect(branchTo(treeOf(chat), null)).toEqual([]);
    expect(branchTo(treeOf(chat), "gone")).toEqual([]);
  });

  it("terminates when messages are each other's parents", () => {
    const cycle = [
      { id: "a", parentId: "b" },
      { id: "b", parentId: "a" },
    ];
    expect(branchTo(treeOf(cycle), "a")).toHaveLength(2);
  });
});

describe("siblingsOf with siblingPlace", () => {
  it("numbers every sibling once, in order of creation", () => {
    fc.assert(
      fc.property(treesWithMessage, ({ messages, message }) => {
        const tree = treeOf(messages);
        const siblings = siblingsOf(tree, message.id);
        expect(siblings).toEqual(messages.filter(({ parentId }) => parentId === message.parentId));
        const places = siblings.map(({ id }) => siblingPlace(tree, id));
        expect(places.map(({ position }) => position)).toEqual(siblings.map((_, index) => index + 1));
        expect(places.map(({ nextId }) => nextId)).toEqual([...siblings.slice(1).map(({ id }) => id), null]);
        expect(places.map(({ previousId }) => previousId)).toEqual([
          null,
          ...siblings.slice(0, -1).map(({ id }) => id),
        ]);
        expect(new Set(places.map(({ count }) => count))).toEqual(new Set([siblings.length]));
      }),
    );
  });

  it("returns empty results for an unknown message", () => {
    expect(siblingsOf(treeOf(chat), "gone")).toEqual([]);
    expect(siblingPlace(treeOf(chat), "gone")).toEqual({
      position: 0,
      count: 0,
      previousId: null,
      nextId: null,
    });
  });

  it("counts a message whose parent is missing as a first message", () => {
    const tree = treeOf([...chat, { id: "orphan", parentId: "lost" }]);
    expect(siblingsOf(tree, "orphan").map(({ id }) => id)).toEqual([
      "question",
      "question, edited",
      "orphan",
    ]);
  });
});

describe("newestLeafBelow", () => {
  it("returns the newest leaf whose branch contains the message", () => {
    fc.assert(
      fc.property(treesWithMessage, ({ messages, message }) => {
        const tree = treeOf(messages);
        const leavesBelow = messages.filter(
          ({ id }) =>
            !tree.childrenOf.has(id) && branchTo(tree, id).some((ancestor) => ancestor.id === message.id),
        );
        expect(newestLeafBelow(tree, message.id)).toBe(leavesBelow.at(-1)?.id);
      }),
    );
  });

  it("prefers a branch that was continued to a newer sibling answer", () => {
    expect(newestLeafBelow(treeOf(chat), "question")).toBe("more");
    expect(newestLeafBelow(treeOf(chat), "answer 2")).toBe("answer 2");
    expect(newestLeafBelow(treeOf(chat), "gone")).toBeNull();
  });
});
