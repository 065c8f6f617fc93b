import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainParameters } from "./plain-parameters.ts";
import { declaredToolName, prefixOf } from "./tool-names.ts";
import { toolOutputOf } from "./tool-result.ts";
import { TrafficLimit } from "./traffic-limit.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("toolOutputOf", () => {
  it("puts texts, pictures, recordings and resources in order, with names for what is not text", () => {
    const output = toolOutputOf({
      content: [
        { type: "text", text: "Look:" },
        { type: "image", data: base64("picture"), mimeType: "image/jpeg" },
        { type: "audio", data: base64("sound"), mimeType: "audio/wav" },
        { type: "resource", resource: { uri: "file:///a/plan.txt", text: "Tulips" } },
        { type: "resource", resource: { uri: "file:///a/plan.pdf?x", blob: base64("pdf") } },
        { type: "resource_link", uri: "demo://1", name: "One", description: "The first" },
      ],
    });
    expect(output.text).toBe(
      "Look:\n[image-1.jpg]\n[audio-2.wav]\nResource file:///a/plan.txt:\nTulips\n[plan.pdf]\nResource demo://1 (One): The first",
    );
    expect(output.files?.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ["image-1.jpg", "picture"],
      ["audio-2.wav", "sound"],
      ["plan.pdf", "pdf"],
    ]);
    expect(output).toMatchObject({ isError: false, isUntrusted: true });
  });

  it("takes structured content where there is nothing else, and errors as errors", () => {
    expect(toolOutputOf({ content: [], structuredContent: { a: 1 }, isError: true })).toMatchObject({
      text: '{"a":1}',
      isError: true,
    });
    expect(toolOutputOf({ content: [] }).text).toBe("(no content)");
  });

  it("leaves out files beyond what a result may have", () => {
    const image = { type: "image", data: base64("x"), mimeType: "image/png" } as const;
    const output = toolOutputOf({ content: Array.from({ length: 25 }, () => image) });
    expect(output.files).toHaveLength(20);
    expect(output.text).toContain("[image: left out, because the result is too large]");
  });
});

describe("names of tools", () => {
  it("are safe, short, and different where the server's names are", () => {
    const name = fc.string({ minLength: 1, maxLength: 150, unit: "binary" });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [first, second] = [declaredToolName("files", a), declaredToolName("files", b)];
        expect(first).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(first === second).toBe(a === b);
      }),
    );
  });

  it.each([
    ["Everything", [], "everything"],
    ["@modelcontextprotocol/server-filesystem", [], "filesystem"],
    ["mcp-server-time", [], "time"],
    ["My Notes!", ["my_notes"], "my_notes2"],
    ["日记", [], "mcp"],
    ["日记", ["mcp"], "mcp2"],
  ])("begin for the server %s, beside %j, with %s", (name, taken, prefix) => {
    expect(prefixOf(name, taken)).toBe(prefix);
  });
});

describe("plainParameters", () => {
  it("turns patterns into words, everywhere but in what the author named so", () => {
    const schema = {
      type: "object",
      properties: {
        pattern: { type: "string", pattern: "^a$", description: "A pattern." },
        list: { type: "array", items: { anyOf: [{ type: "string", pattern: "^b$" }] } },
      },
      required: ["pattern"],
      default: { pattern: "kept" },
      patternProperties: { "^x": {} },
    };
    expect(plainParameters(schema)).toEqual({
      type: "object",
      properties: {
        pattern: { type: "string", description: "A pattern. (pattern: ^a$)" },
        list: { type: "array", items: { anyOf: [{ type: "string", description: "(pattern: ^b$)" }] } },
      },
      required: ["pattern"],
      default: { pattern: "kept" },
    });
  });

  it.each([null, [], "x", { type: "string" }, {}])("refuses %j", (schema) => {
    expect(plainParameters(schema)).toBeNull();
  });
});

describe("TrafficLimit", () => {
  it("bounds messages by size, and all together by time", () => {
    let now = 0;
    const limits = { messageBytes: 10, windowMs: 1_000, windowBytes: 25, windowMessages: 3 };
    const message = (traffic: TrafficLimit, size: number) => {
      traffic.bytes(size);
      traffic.messageEnd();
    };
    const sizes = new TrafficLimit(limits, () => now);
    message(sizes, 10);
    expect(() => sizes.bytes(11)).toThrow("too large");
    const counts = new TrafficLimit(limits, () => now);
    for (let count = 0; count < 3; count++) message(counts, 1);
    expect(() => message(counts, 1)).toThrow("too many");
    const later = new TrafficLimit(limits, () => now);
    for (; now < 10_000; now += 400) message(later, 8);
    expect(() => {
      for (let count = 0; count < 3; count++) message(later, 9);
    }).toThrow("too many");
  });
});
