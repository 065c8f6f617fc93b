import { copyFile, readFile, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAddon } from "../fixtures/describe-with-addon.ts";
import { recordingOf } from "../fixtures/recording-of-samples.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../fixtures/running-app.ts";
import { listener, reader } from "../fixtures/trained-models.ts";
import { wavOf } from "../fixtures/wav-samples.ts";

let running: RunningApp;
let url: string;
let openai: OpenAI;
beforeAll(async () => {
  const home = await newHome();
  for (const { modelPath, projectorPath } of [reader, listener]) {
    for (const path of [modelPath, projectorPath]) await copyFile(path, join(home, "models", basename(path)));
  }
  running = await startApp(home);
  const { state } = await running.request("api.update", { isOn: true, port: await freePort() });
  if (state.type !== "running") throw new Error(`The server is ${state.type}`);
  url = `${state.url}/v1`;
  openai = new OpenAI({ apiKey: "none", baseURL: url, maxRetries: 0 });
});
afterAll(async () => {
  await running.app.dispose();
  await removeHome(running.home);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const readerName = basename(reader.modelPath, ".gguf");
const listenerName = basename(listener.modelPath, ".gguf");
const base64 = async (path: string) => (await readFile(path)).toString("base64");
const leftovers = () => readdir(join(running.home, "decoded"));

describeWithAddon("images and recordings through the API", () => {
  it("gets the reader's exact answers for receipts, in each of the three APIs", async () => {
    const [first, second, third] = reader.samples;
    if (first === undefined || second === undefined || third === undefined) throw new Error("No samples");
    const chat = await openai.chat.completions.create({
      model: readerName,
      temperature: 0,
      messages: [
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: `data:image/png;base64,${await base64(first.path)}` } },
            { type: "text", text: "Read it" },
          ],
        },
      ],
    });
    expect(chat.choices[0]?.message.content).toBe(first.json);
    const response = await openai.responses.create({
      model: readerName,
      temperature: 0,
      input: [
        {
          role: "user",
          content: [
            {
              type: "input_image",
              detail: "auto",
              image_url: `data:image/png;base64,${await base64(second.path)}`,
            },
            { type: "input_text", text: "Read the text" },
          ],
        },
      ],
    });
    expect(response.output_text).toBe(second.text);
    const message = await fetch(`${url}/messages`, {
      method: "POST",
      body: JSON.stringify({
        model: readerName,
        max_tokens: 1000,
        temperature: 0,
        messages: [
          {
            role: "user",
            content: [
              {
                type: "image",
                source: { type: "base64", media_type: "image/png", data: await base64(third.path) },
              },
              { type: "text", text: "Read it" },
            ],
          },
        ],
      }),
    });
    expect(await message.json()).toMatchObject({ content: [{ type: "text", text: third.json }] });
    await expect.poll(leftovers).toEqual([]);
  });

  it("counts the tokens of an image as the answer does", async () => {
    const image = `data:image/png;base64,${await base64(reader.samples[0]?.path ?? "")}`;
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: image } },
          { type: "text", text: "Read it" },
        ],
      },
    ];
    const { usage } = await openai.chat.completions.create({
      model: readerName,
      messages,
      max_completion_tokens: 1,
    });
    const counted = await fetch(`${url}/chat/completions/input_tokens`, {
      method: "POST",
      body: JSON.stringify({ model: readerName, messages }),
    });
    expect(await counted.json()).toMatchObject({ input_tokens: usage?.prompt_tokens });
    expect(usage?.prompt_tokens).toBeGreaterThan(80);
  });

  it("gets the listener's exact answers for clips", async () => {
    for (const { path, keys } of listener.samples.slice(0, 2)) {
      const { choices } = await openai.chat.completions.create({
        model: listenerName,
        temperature: 0,
        messages: [
          {
            role: "user",
            content: [
              { type: "input_audio", input_audio: { data: await base64(path), format: "wav" } },
              { type: "text", text: "Transcribe it" },
            ],
          },
        ],
      });
      expect(choices[0]?.message.content).toBe(keys);
    }
  });

  it("refuses images and audio that the model, or anybody, cannot read, by name", async () => {
    const ask = (model: string, part: OpenAI.ChatCompletionContentPart) =>
      openai.chat.completions.create({ model, messages: [{ role: "user", content: [part] }] });
    const png = `data:image/png;base64,${await base64(reader.samples[0]?.path ?? "")}`;
    const image = (imageUrl: string) => ({ type: "image_url", image_url: { url: imageUrl } }) as const;
    await expect(ask(listenerName, image(png))).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("images") as string,
    });
    const broken = `data:image/png;base64,${Buffer.from("no picture at all").toString("base64")}`;
    await expect(ask(readerName, image(broken))).rejects.toMatchObject({
      status: 400,
      param: "messages.0.content.0",
    });
    await expect(ask(readerName, image("https://example.com/a.png"))).rejects.toMatchObject({ status: 400 });
    const recording = { data: png.slice(22), format: "wav" } as const;
    await expect(ask(listenerName, { type: "input_audio", input_audio: recording })).rejects.toMatchObject({
      status: 400,
      param: "messages.0.content.0",
    });
  });
});

describeWithAddon("transcriptions through the API", () => {
  const sample = listener.samples[0] ?? { path: "", keys: "" };
  const clip = async () => toFile(await readFile(sample.path), "message.wav");
  const request = async () => ({ file: await clip(), model: listenerName, language: "de-CH" });

  it("has the forms of the original: JSON, text, SRT and VTT", async () => {
    const { audio } = openai;
    expect(await audio.transcriptions.create(await request())).toMatchObject({ text: sample.keys });
    expect(
      await audio.transcriptions.create({ ...(await request()), response_format: "verbose_json" }),
    ).toMatchObject({
      task: "transcribe",
      language: "german",
      text: sample.keys,
      segments: [{ id: 0, start: 0, text: sample.keys }],
    });
    const inForm = async (response_format: "text" | "srt" | "vtt") =>
      audio.transcriptions.create({ ...(await request()), response_format });
    expect(await inForm("text")).toBe(`${sample.keys}\n`);
    expect(await inForm("srt")).toMatch(
      new RegExp(`^1\n00:00:00,000 --> 00:00:0\\d,\\d{3}\n${sample.keys}\n`),
    );
    expect(await inForm("vtt")).toMatch(
      new RegExp(`^WEBVTT\n\n00:00:00\\.000 --> 00:00:0\\d\\.\\d{3}\n${sample.keys}\n`),
    );
  });

  it("splits a long recording, and streams the text of each clip", async () => {
    const spoken = listener.samples.slice(0, 6);
    const keys = spoken.map((each) => each.keys);
    const long = async () => toFile(wavOf(await recordingOf(spoken)), "talk.wav");
    const verbose = await openai.audio.transcriptions.create({
      file: await long(),
      model: listenerName,
      response_format: "verbose_json",
    });
    expect(verbose.segments?.map(({ text }) => text)).toEqual(keys);
    const starts = verbose.segments?.map(({ start }) => start) ?? [];
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(verbose.duration).toBeGreaterThan(18);
    const deltas: string[] = [];
    const stream = await openai.audio.transcriptions.create({
      file: await long(),
      model: listenerName,
      stream: true,
    });
    let whole = "";
    for await (const event of stream) {
      if (event.type === "transcript.text.delta") deltas.push(event.delta);
      if (event.type === "transcript.text.done") whole = event.text;
    }
    expect(deltas).toEqual(keys.map((text, index) => (index === 0 ? text : ` ${text}`)));
    expect(whole).toBe(keys.join(" "));
    const { apiRequests } = await running.request("app.snapshot", {});
    expect(apiRequests[0]).toMatchObject({ path: "/v1/audio/transcriptions", model: listenerName });
    await expect.poll(leftovers).toEqual([]);
  });

  it.each([
    ["no form", { "content-type": "application/json" }, "{}", /Send the request as a form/],
    ["no boundary", { "content-type": "multipart/form-data" }, "x", /Send the request as a form/],
    ["a damaged form", { "content-type": "multipart/form-data; boundary=x" }, "--x\r\nnothing", /damaged/],
    [
      "no file",
      { "content-type": "multipart/form-data; boundary=x" },
      '--x\r\nContent-Disposition: form-data; name="model"\r\n\r\nreader\r\n--x--',
      /field `file`/,
    ],
  ])("refuses %s by name", async (_, headers, body, sentence) => {
    const response = await fetch(`${url}/audio/transcriptions`, { method: "POST", headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringMatching(sentence) as string },
    });
  });

  it("refuses what is no recording, a format that there is not, and a model that cannot hear", async () => {
    const transcribe = async (change: object) =>
      openai.audio.transcriptions.create({ ...(await request()), ...change });
    const picture = await toFile(await readFile(reader.samples[0]?.path ?? ""), "message.wav");
    await expect(transcribe({ file: picture })).rejects.toMatchObject({ status: 400 });
    const noise = await toFile(Buffer.from("no recording at all"), "message.wav");
    await expect(transcribe({ file: noise })).rejects.toMatchObject({ status: 400 });
    await expect(transcribe({ response_format: "xml" })).rejects.toMatchObject({
      status: 400,
      param: "response_format",
    });
    await expect(transcribe({ model: readerName })).rejects.toMatchObject({ status: 400 });
    await expect(transcribe({ model: "gone" })).rejects.toMatchObject({ status: 404, param: "model" });
  });
});

describeWithAddon("another Facet whose models are this one's", () => {
  it("reads receipts and hears clips through it", async () => {
    const other = await startApp(await newHome());
    try {
      const { models } = await other.request("servers.add", { url, name: "First" });
      const { models: here } = await running.request("app.snapshot", {});
      const wanted = (path: string) => {
        const name = here.find(({ fileName }) => fileName === basename(path))?.name;
        const model = models.find((each) => each.name === name);
        if (model === undefined) throw new Error(`${path} is not in the list`);
        return { modelId: model.id, modelName: model.name, contextLength: null };
      };
      const { signal } = new AbortController();
      const file = (path: string) => ({ name: basename(path), source: { type: "path", path } as const });
      const receipt = reader.samples[0] ?? { path: "", json: "" };
      const { merchant } = JSON.parse(receipt.json) as { readonly merchant: string };
      expect(
        await other.app.fileTasks.readReceipt(
          { file: file(receipt.path), model: wanted(reader.modelPath) },
          signal,
        ),
      ).toMatchObject({ type: "receipt", receipt: { merchant } });
      const clip = listener.samples[0] ?? { path: "", keys: "" };
      const transcript = await other.app.fileTasks.transcribe(
        {
          file: file(clip.path),
          model: wanted(listener.modelPath),
          spoken: null,
          prompt: null,
          temperature: 0,
        },
        signal,
      );
      expect(transcript.segments.map(({ text }) => text)).toEqual([clip.keys]);
    } finally {
      await other.app.dispose();
      await removeHome(other.home);
    }
  });
});
