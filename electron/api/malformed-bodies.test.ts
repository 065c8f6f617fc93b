import { afterAll, beforeAll, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../tests/fixtures/api/scripted-api.ts";
import { seededRandom, type SeededRandom } from "../../scripts/soak/seeded-random.ts";

let api: ScriptedApi;
beforeAll(async () => {
  api = await startScriptedApi();
});
afterAll(() => api.close());

const call = { id: "c", type: "function", function: { name: "f", arguments: "{}" } };
/** Valid requests, from which malformed ones are made. */
const requests: readonly (readonly [string, object])[] = [
  [
    "/v1/chat/completions",
    {
      model: "Scripted",
      messages: [
        { role: "system", content: "a" },
        {
          role: "user",
          content: [
            { type: "text", text: "b" },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          ],
        },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c", content: "d" },
      ],
      tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }],
      temperature: 1,
      stop: ["x"],
      logit_bias: { 1: 2 },
      n: 1,
      chat_template_kwargs: { enable_thinking: true },
    },
  ],
  [
    "/v1/responses",
    {
      input: [
        { type: "message", role: "user", content: [{ type: "input_text", text: "a" }] },
        { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
        { type: "function_call_output", call_id: "c", output: "x" },
      ],
      tools: [{ type: "function", name: "f", parameters: {} }],
      reasoning: { effort: "low" },
      text: { format: { type: "json_object" } },
    },
  ],
  [
    "/v1/messages",
    {
      max_tokens: 5,
      system: [{ type: "text", text: "s" }],
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: [{ type: "tool_use", id: "t", name: "f", input: { a: 1 } }] },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: "x" }] }],
        },
      ],
      tools: [{ name: "f", input_schema: { type: "object" } }],
      thinking: { type: "enabled", budget_tokens: 100 },
    },
  ],
  ["/v1/completions", { prompt: ["a", "b"], max_tokens: 3, logprobs: 1 }],
  ["/tokenize", { content: "abc", with_pieces: true }],
  ["/detokenize", { tokens: [1, 2] }],
];

const oddValues = [
  null,
  true,
  -1,
  1e308,
  0.5,
  "",
  "\u0000\ud800",
  "__proto__",
  [],
  {},
  [[]],
  { type: "text" },
  "x".repeat(5_000),
];

/** Replaces, removes or adds one value somewhere in the request, or damages its text. */
function malformed(request: object, random: SeededRandom): string {
  const copy = structuredClone(request) as Record<string, unknown>;
  let at = copy;
  for (;;) {
    const key = random.pick(Object.keys(at));
    const inside = at[key];
    if (
      typeof inside === "object" &&
      inside !== null &&
      Object.keys(inside).length > 0 &&
      random.below(1) < 0.8
    ) {
      at = inside as Record<string, unknown>;
      continue;
    }
    const kind = random.below(1);
    if (kind < 0.7) at[key] = random.pick(oddValues);
    else if (kind < 0.85) Reflect.deleteProperty(at, key);
    else Object.assign(at, { constructor: random.pick(oddValues) });
    break;
  }
  const text = JSON.stringify(copy);
  if (random.below(1) > 0.2) return text;
  const cut = Math.floor(random.below(text.length));
  return random.below(1) < 0.5
    ? text.slice(0, cut)
    : text.slice(0, cut) + random.pick(["\u0000", "}", '"', "\\u", "é"]) + text.slice(cut + 1);
}

it("answers 200 malformed bodies with an answer or a named error, and goes on working", async () => {
  const random = seededRandom(17);
  const statuses = new Map<number, number>();
  for (let i = 0; i < 200; i++) {
    const [path, request] = requests[i % requests.length] ?? ["", {}];
    const body = malformed(request, random);
    const response = await api.post(path, body);
    const answer = (await response.json()) as { error?: { type?: unknown; message?: unknown } };
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    expect([200, 400, 404, 501], body).toContain(response.status);
    if (response.status === 200) continue;
    expect(answer.error?.type, body).toEqual(expect.stringMatching(/^\w+_error$/));
    expect(String(answer.error?.message).length, body).toBeGreaterThan(10);
  }
  expect(statuses.get(400)).toBeGreaterThan(60);
  expect(api.errors).toEqual([]);
  expect((await api.post(...(requests[0] as [string, object]))).status).toBe(501);
  expect((await api.post("/v1/messages", requests[2]?.[1])).status).toBe(200);
});
