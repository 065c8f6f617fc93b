import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startScriptedApi, type ScriptedApi } from "../../../tests/fixtures/api/scripted-api.ts";
import { createApiKey, matchingKey } from "./api-keys.ts";

let api: ScriptedApi;
beforeEach(async () => {
  api = await startScriptedApi({ limits: { bodyBytes: 100_000, allBodiesBytes: 150_000 } });
});
afterEach(() => api.close());

const hello = { messages: [{ role: "user", content: "Hi" }] };

/** Sends what `fetch` would not: any Host, any header. */
function raw(path: string, headers: Record<string, string>, method = "GET") {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const request = httpRequest(
        { port: api.port, host: "127.0.0.1", path, method, headers },
        (response) => {
          let body = "";
          response.setEncoding("utf8").on("data", (text: string) => (body += text));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          );
        },
      );
      request.on("error", reject).end();
    },
  );
}

describe("keys", () => {
  it("are recognised by their hash, and differ each time", () => {
    const { key, stored } = createApiKey("Laptop", 1);
    expect(JSON.stringify(stored)).not.toContain(key.slice(9));
    expect(matchingKey([createApiKey("Other", 1).stored, stored], key)).toBe(stored);
    expect(matchingKey([stored], `${key} `)).toBeNull();
    expect(createApiKey("Laptop", 1).key).not.toBe(key);
  });

  it("are needed for everything but the health check, once there is one", async () => {
    const key = api.addKey();
    expect((await fetch(`${api.url}/health`)).status).toBe(200);
    for (const path of ["/v1/models", "/metrics", "/nowhere"])
      expect((await fetch(api.url + path)).status).toBe(401);
    const wrong = [
      {},
      { authorization: "Bearer wrong" },
      { authorization: `Basic ${key}` },
      { authorization: key },
      { "x-api-key": "" },
    ];
    for (const headers of wrong) {
      const response = await api.post("/v1/chat/completions", hello, headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { type: "authentication_error", code: 401 } });
    }
    expect(api.model.asked).toEqual([]);
    for (const headers of [
      { authorization: `Bearer ${key}` },
      { authorization: `bearer ${key}` },
      { "x-api-key": key },
    ] as Record<string, string>[])
      expect((await api.post("/v1/chat/completions", hello, headers)).status).toBe(200);
  });

  it("are checked before a byte of the body is read", async () => {
    api.addKey();
    const socket = connect(api.port, "127.0.0.1");
    const answered = new Promise<string>((resolve) =>
      socket.once("data", (data) => resolve(data.toString())),
    );
    // The body that is announced never comes.
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nContent-Length: 90000\r\n\r\n`,
    );
    expect(await answered).toMatch(/^HTTP\/1.1 401 /);
    socket.destroy();
  });

  it("are demanded where other computers can reach the server", async () => {
    await expect(startScriptedApi({ host: "0.0.0.0" })).rejects.toThrow("an API key is needed");
    const { stored } = createApiKey("Test", 0);
    const keys = [stored];
    const open = await startScriptedApi({ host: "0.0.0.0", keys: () => keys });
    keys.pop();
    expect((await fetch(`http://127.0.0.1:${open.port}/v1/models`)).status).toBe(401);
    await open.close();
  });
});

describe("the Host header", () => {
  it.each(["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1"])(
    "is refused as %j",
    async (host) => {
      const { status, body } = await raw("/v1/models", { host });
      expect(status).toBe(403);
      expect(body).toContain("permission_error");
    },
  );

  it("may be this computer's names", async () => {
    for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
      expect((await raw("/v1/models", { host: `${name}:${api.port}` })).status).toBe(200);
  });
});

describe("pages of other origins", () => {
  const host = () => `127.0.0.1:${api.port}`;

  it("get no answer, whatever they send, and no header that lets them read one", async () => {
    const foreign = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `http://127.0.0.1:${api.port}` },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ] as Record<string, string>[];
    for (const headers of foreign) {
      for (const method of ["GET", "POST", "OPTIONS"]) {
        const response = await raw("/v1/models", { host: host(), ...headers }, method);
        expect(response.status).toBe(403);
        expect(response.headers["access-control-allow-origin"]).toBeUndefined();
      }
    }
  });

  it("may use it where their origin is allowed", async () => {
    api.origins.push("https://good.example");
    const preflight = await raw(
      "/v1/chat/completions",
      { host: host(), origin: "https://good.example", "access-control-request-headers": "authorization" },
      "OPTIONS",
    );
    expect(preflight).toMatchObject({
      status: 204,
      headers: { "access-control-allow-headers": "authorization" },
    });
    const answer = await raw("/v1/models", { host: host(), origin: "https://good.example" });
    expect(answer).toMatchObject({
      status: 200,
      headers: { "access-control-allow-origin": "https://good.example", vary: "Origin" },
    });
    expect((await raw("/v1/models", { host: host(), origin: "https://good.example.evil" })).status).toBe(403);
  });

  it("may all use it by * only with a key", async () => {
    api.origins.push("*");
    expect((await raw("/v1/models", { host: host(), origin: "https://a.example" })).status).toBe(403);
    const authorization = `Bearer ${api.addKey()}`;
    expect((await raw("/v1/models", { host: host(), origin: "https://a.example" })).status).toBe(401);
    expect(
      (await raw("/v1/models", { host: host(), origin: "https://a.example", authorization })).status,
    ).toBe(200);
  });
});

describe("bodies", () => {
  it("that are too large are refused, also where they do not say how large they are", async () => {
    const large = JSON.stringify({ messages: [{ role: "user", content: "x".repeat(200_000) }] });
    const announced = await api.post("/v1/chat/completions", large);
    expect(announced.status).toBe(413);
    const stream = new Blob([large]).stream();
    const unannounced = await fetch(`${api.url}/v1/chat/completions`, {
      method: "POST",
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect(unannounced.status).toBe(413);
    expect((await api.post("/v1/chat/completions", hello)).status).toBe(200);
  });

  it("must not take up the memory together", async () => {
    const socket = connect(api.port, "127.0.0.1");
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\nContent-Length: 99000\r\n\r\n`,
    );
    await new Promise((done) => socket.write("x".repeat(98_000), done));
    const second = () => api.post("/v1/chat/completions", { ...hello, user: "x".repeat(90_000) });
    await expect.poll(async () => (await second()).status).toBe(503);
    socket.destroy();
    await expect.poll(async () => (await second()).status).toBe(200);
  });

  it("must be plain JSON", async () => {
    const refused = async (body: string, headers = {}) => {
      const response = await api.post("/v1/chat/completions", body, headers);
      return [response.status, ((await response.json()) as { error: { message: string } }).error.message];
    };
    expect(await refused("{")).toEqual([400, expect.stringContaining("not valid JSON")]);
    expect(await refused("{", { "content-encoding": "gzip" })).toEqual([
      415,
      expect.stringContaining("Content-Encoding"),
    ]);
    expect(await refused("[".repeat(20_000) + "]".repeat(20_000))).toEqual([
      400,
      expect.stringContaining("levels deep"),
    ]);
    expect(await refused("[1]")).toEqual([400, expect.stringContaining("object")]);
  });

  it("must be sent in the way the route takes", async () => {
    expect((await fetch(`${api.url}/v1/chat/completions`)).status).toBe(405);
    expect((await api.post("/v1/models", {})).status).toBe(405);
    expect((await fetch(`${api.url}/v1/nothing`)).status).toBe(404);
    expect((await fetch(`${api.url}/v1/__proto__`)).status).toBe(404);
    expect((await fetch(`${api.url}/v1/models/%ff`)).status).toBe(400);
  });
});
