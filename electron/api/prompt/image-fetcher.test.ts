import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import { openDecoder, type DecodeFixture } from "../../../tests/fixtures/decode-client.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import { TestNetwork } from "../../../tests/fixtures/web/test-network.ts";
import { createSafeFetch } from "../../net/safe-fetch.ts";
import { mediaOfDecoder } from "../media-of-decoder.ts";
import { imageFetcher } from "./image-fetcher.ts";

const network = new TestNetwork();
let decoding: DecodeFixture;
let api: ScriptedApi;
let isOn = true;
let localPort = 0;
/** Requests that reached this computer's own server. */
let localRequests = 0;

beforeAll(async () => {
  const receipt = await readFile(reader.samples[0]?.path ?? "");
  localPort = await network.listen((_, response) => {
    localRequests += 1;
    response.end(receipt);
  });
  await network.site("pictures.example", "93.184.216.34", ({ url = "" }, response) => {
    if (url === "/away") response.writeHead(302, { location: `http://127.0.0.1:${localPort}/` }).end();
    else if (url === "/gone") response.writeHead(404).end("gone");
    else
      response.writeHead(200, { "content-type": url === "/page" ? "text/html" : "image/png" }).end(receipt);
  });
  decoding = await openDecoder();
  const fetchImage = imageFetcher(createSafeFetch({ network }));
  api = await startScriptedApi({
    media: mediaOfDecoder(decoding.decoder),
    imagesByUrl: () => (isOn ? fetchImage : null),
  });
});
afterAll(async () => {
  await api.close();
  await decoding.dispose();
  await network.close();
});

async function ask(url: string) {
  const content = [{ type: "image_url", image_url: { url } }];
  const response = await api.post("/v1/chat/completions", { messages: [{ role: "user", content }] });
  const { error } = (await response.json()) as { error?: { param?: string } };
  return { status: response.status, param: error?.param };
}

it("fetches an image from a public address, where that is switched on", async () => {
  expect(await ask("http://pictures.example/a.png")).toMatchObject({ status: 200 });
  expect(api.model.last.prompt.turns[0]?.media).toMatchObject([
    { kind: "image", widthPx: 384, heightPx: 480 },
  ]);
  isOn = false;
  const before = network.connections.length;
  expect(await ask("http://pictures.example/a.png")).toEqual({ status: 400, param: "messages.0.content.0" });
  expect(network.connections).toHaveLength(before);
  isOn = true;
});

it.each([
  ["this computer", () => `http://127.0.0.1:${localPort}/a.png`],
  ["a redirect to this computer", () => "http://pictures.example/away"],
  ["a page", () => "http://pictures.example/page"],
  ["what is not there", () => "http://pictures.example/gone"],
  ["a name that does not exist", () => "http://nowhere.example/a.png"],
  ["a file", () => "file:///etc/passwd"],
])("refuses %s by name", async (_, url) => {
  expect(await ask(url())).toEqual({ status: 400, param: "messages.0.content.0" });
  expect(localRequests).toBe(0);
  expect(api.errors).toEqual([]);
});
