import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "../../electron/home/log.ts";
import { SettingsStore } from "../../electron/settings/settings-store.ts";
import { builtInTools } from "../../electron/tools/built-in/built-in-tools.ts";
import { fixedSource } from "../../electron/tools/fixed-source.ts";
import type { Tool } from "../../electron/tools/tool.ts";
import { ToolRegistry } from "../../electron/tools/tool-registry.ts";
import { servedFixture, startRunningApi, type RunningApi } from "../fixtures/api/running-api.ts";

let folder: string;
/** The user lets tools write to it. */
let granted: string;
let builtIn: ToolRegistry;
let api: RunningApi;
let openai: OpenAI;
/** What the user has opened to programs. */
let own: ToolRegistry | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-program-tools-"));
  const log = openLog(folder);
  const settings = await SettingsStore.open(join(folder, "settings.json"), () => undefined, log);
  const dataFolder = join(folder, "data");
  builtIn = new ToolRegistry([builtInTools({ settings, dataFolder })]);
  granted = join(folder, "granted");
  await mkdir(granted);
  await settings.update({ grantedFolders: [{ path: granted, canWrite: true }] });
  const names = ["tool-sums", "tool-writer", "calling"] as const;
  api = await startRunningApi(await Promise.all(names.map(servedFixture)), { ownTools: () => own });
  openai = new OpenAI({ apiKey: "none", baseURL: `${api.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await api.dispose();
  await rm(folder, { recursive: true, force: true });
});

type Ask = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, "messages"> & {
  readonly facet_tools: boolean | readonly string[];
};
const question = { role: "user" as const, content: "How much is it?" };
const ask = (request: Ask, signal?: AbortSignal) => {
  const body: OpenAI.ChatCompletionCreateParamsNonStreaming = { messages: [question], ...request };
  return openai.chat.completions.create(body, { signal });
};
const refusal = (request: Ask) =>
  ask(request).then(
    () => null,
    (thrown: unknown) => {
      if (!(thrown instanceof OpenAI.APIError)) throw thrown;
      return { status: Number(thrown.status), type: thrown.type, param: thrown.param };
    },
  );

const weatherDeclaration = {
  name: "get_weather",
  description: "Says how the weather is.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
} as const;
const clientWeather = { type: "function", function: weatherDeclaration } as const;
/** A group of Facet's own with one tool, which the model named calling calls for Paris, then for Oslo. */
const weather = (tool: Pick<Tool, "access" | "run">) =>
  new ToolRegistry([
    {
      sources: () => [fixedSource("weather", [{ declaration: weatherDeclaration, title: null, ...tool }])],
      onChange: () => () => undefined,
    },
  ]);

describe("Facet's own tools for programs", () => {
  it("are refused unless the user allows it, where there are none of that name, and for several answers", async () => {
    own = null;
    const forbidden = { status: 403, type: "permission_error", param: "facet_tools" };
    expect(await refusal({ model: "tool-sums", facet_tools: true })).toEqual(forbidden);
    own = builtIn;
    const wrong = { status: 400, type: "invalid_request_error" };
    expect(await refusal({ model: "tool-sums", facet_tools: ["web"] })).toMatchObject(wrong);
    expect(await refusal({ model: "tool-sums", facet_tools: true, n: 2 })).toMatchObject(wrong);
  });

  it("are called here, and the answer follows, streamed and not; all rounds are counted", async () => {
    own = builtIn;
    const request = { model: "tool-sums", facet_tools: ["calculator"] };
    const { choices, usage } = await ask(request);
    // Wrong at first, so there are three rounds.
    const text = "Let me work that out.\n\nIt is 42.";
    expect(choices).toMatchObject([{ finish_reason: "stop", message: { content: text } }]);
    expect(choices[0]?.message.tool_calls).toBeUndefined();
    // What was evaluated before is not evaluated again for the next round.
    const { prompt_tokens: read = 0, prompt_tokens_details: details } = usage ?? {};
    expect(details?.cached_tokens).toBeGreaterThan(read / 2);
    const body = { messages: [question], ...request, stream_options: { include_usage: true } };
    const stream = await openai.chat.completions.create({ ...body, stream: true });
    const streamed = { text: "", roles: 0, calls: 0, usage: usage ?? null };
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta;
      streamed.text += delta?.content ?? "";
      streamed.roles += delta?.role === undefined ? 0 : 1;
      streamed.calls += delta?.tool_calls?.length ?? 0;
      streamed.usage = chunk.usage ?? streamed.usage;
    }
    expect(streamed).toMatchObject({ text, roles: 1, calls: 0 });
    expect(streamed.usage?.completion_tokens).toBe(usage?.completion_tokens);
    const first = await openai.chat.completions.create({
      model: "tool-sums",
      messages: [question],
      max_completion_tokens: 1,
    });
    expect(read).toBeGreaterThan(3 * (first.usage?.prompt_tokens ?? Infinity));
  });

  it("are neither declared nor run where the user would be asked", async () => {
    own = builtIn;
    const { choices } = await ask({ model: "tool-writer", facet_tools: true });
    expect(choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "The files are there." } });
    expect(await readdir(granted)).toEqual([]);
    for (const access of ["writes", "runs", "sends"] as const) {
      own = weather({ access, run: () => Promise.reject(new Error(`It ${access}`)) });
      const refused = await refusal({ model: "calling", facet_tools: ["weather"] });
      expect(refused).toMatchObject({ status: 400, param: "facet_tools" });
    }
  });

  it("do not read any more once there is text that the user did not write", async () => {
    const cities: unknown[] = [];
    own = weather({
      access: "reads",
      run: async ({ city }) => {
        cities.push(city);
        return { text: "sunny", isError: false, isUntrusted: true };
      },
    });
    const { choices } = await ask({ model: "calling", facet_tools: true });
    expect(choices[0]?.finish_reason).toBe("stop");
    expect(cities).toEqual(["Paris"]);
  });

  it("are not run any more once the user forbids it, nor is more generated than the request allows", async () => {
    let runs = 0;
    const once = weather({
      access: "computes",
      run: async () => {
        runs += 1;
        own = null;
        return { text: "sunny", isError: false, isUntrusted: false };
      },
    });
    own = once;
    const { usage } = await ask({ model: "calling", facet_tools: true });
    expect(runs).toBe(1);
    own = once;
    const most = (usage?.completion_tokens ?? 0) - 1;
    const cut = await ask({ model: "calling", facet_tools: true, max_completion_tokens: most });
    expect(cut.choices[0]?.finish_reason).toBe("length");
    expect(cut.usage?.completion_tokens).toBe(most);
  });

  it("leave calls of the client's tools to the client, and have names of their own", async () => {
    own = builtIn;
    const { choices } = await ask({ model: "calling", facet_tools: true, tools: [clientWeather] });
    expect(choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { tool_calls: [{ function: { name: "get_weather" } }] },
    });
    const same = { ...clientWeather, function: { ...weatherDeclaration, name: "calculate" } };
    expect(await refusal({ model: "calling", facet_tools: true, tools: [same] })).toMatchObject({
      status: 400,
      param: "tools",
    });
  });

  it("are stopped when the client hangs up", async () => {
    const started = Promise.withResolvers<AbortSignal>();
    own = weather({
      access: "computes",
      run: (_, { signal }) => {
        started.resolve(signal);
        return new Promise(() => undefined);
      },
    });
    const client = new AbortController();
    const asked = ask({ model: "calling", facet_tools: true }, client.signal).catch(
      (thrown: unknown) => thrown,
    );
    const signal = await started.promise;
    const stopped = new Promise((done) => signal.addEventListener("abort", done));
    client.abort();
    await stopped;
    expect(await asked).toBeInstanceOf(OpenAI.APIUserAbortError);
  });
});
