import { afterAll, beforeAll, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import type { TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { fixedSource } from "../../tools/fixed-source.ts";
import { ToolRegistry } from "../../tools/tool-registry.ts";

let api: ScriptedApi;
const decoded: string[] = [];
const released: string[] = [];
const image: TurnMedia = { kind: "image", hash: "", widthPx: 48, heightPx: 48, path: "/nowhere" };
const clock = {
  declaration: {
    name: "clock",
    description: "Says the time.",
    parameters: { type: "object", properties: {} },
  },
  title: null,
  access: "computes",
  run: async () => ({ text: "Noon.", isError: false, isUntrusted: false }),
} as const;

beforeAll(async () => {
  const decode = async (bytes: Uint8Array) => {
    const name = Buffer.from(bytes).toString();
    decoded.push(name);
    return { media: [image], release: () => void released.push(name) };
  };
  api = await startScriptedApi({
    media: { image: decode, audio: decode },
    ownTools: () =>
      new ToolRegistry([{ sources: () => [fixedSource("clock", [clock])], onChange: () => () => undefined }]),
  });
});
afterAll(() => api.close());

/** Asks about two images. */
async function ask(more: object) {
  const images = ["one", "two"].map((name) => ({
    type: "image_url",
    image_url: { url: `data:image/png;base64,${Buffer.from(name).toString("base64")}` },
  }));
  decoded.length = 0;
  released.length = 0;
  const response = await api.post("/v1/chat/completions", {
    messages: [{ role: "user", content: [...images, { type: "text", text: "Which?" }] }],
    ...more,
  });
  expect(response.status).toBe(200);
  await response.text();
}

it("decodes the images of a request once for several answers, and gives them up after the last", async () => {
  const asked = api.model.asked.length;
  await ask({ n: 3 });
  expect(api.model.asked.slice(asked).map(({ prompt }) => prompt.turns[0]?.media)).toEqual(
    Array.from({ length: 3 }, () => [image, image]),
  );
  expect(decoded).toEqual(["one", "two"]);
  await expect.poll(() => released).toEqual(["one", "two"]);
});

it("decodes them once for all rounds of Facet's tools", async () => {
  const asked = api.model.asked.length;
  api.model.script = { calls: [{ name: "clock", arguments: {} }] };
  await ask({ facet_tools: true });
  expect(api.model.asked.length - asked).toBeGreaterThan(2);
  expect(decoded).toEqual(["one", "two"]);
  await expect.poll(() => released).toEqual(["one", "two"]);
});
