import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { hubRepository, type HubRepository } from "../../../tests/fixtures/hub/hub-repository.ts";
import { close, listen } from "../../../tests/fixtures/hub/loopback-server.ts";
import { startLoopbackHub, type LoopbackHub } from "../../../tests/fixtures/hub/loopback-hub.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { hubAccess, type HubAccess } from "./hub-access.ts";
import { HubClient } from "./hub-client.ts";

let hub: LoopbackHub;
let access: HubAccess;

async function clientOf(
  repositories: readonly HubRepository[],
  token: string | null = null,
  pageEntries = 1_000,
) {
  hub = await startLoopbackHub({ repositories, token: "hf_right", pageEntries });
  access = { endpoint: hub.endpoint, token, trustedOrigins: [hub.endpoint] };
  return new HubClient(() => access);
}

afterEach(() => hub.close());

const bytes = (text: string) => Buffer.from(text);

describe("HubClient", () => {
  it("finds repositories by words in their names", async () => {
    const client = await clientOf([
      hubRepository("team/gemma-4-E2B-it-GGUF", {}, { downloads: 5 }),
      hubRepository("team/other", {}, { isGated: true }),
    ]);
    expect(await client.search("gemma e2b")).toEqual([
      {
        repo: "team/gemma-4-E2B-it-GGUF",
        downloads: 5,
        isGated: false,
        license: "gemma",
        updatedAtMs: Date.parse("2026-06-01"),
      },
    ]);
    expect(await client.search("nothing")).toEqual([]);
  });

  it("leaves out what a mirror lists under a name that can't be asked for, and bounds the rest", async () => {
    const long = "x".repeat(100_000);
    const names = ["team/NUL.x", `team/${long}`, "../up", "team/a\u202Eb", "team/good"];
    const listed = names.map((id) => ({ id, tags: [`license:a\u202E${long}`] }));
    const server = createServer((_, response) => response.end(JSON.stringify(listed)));
    const endpoint = await listen(server, "127.0.0.1");
    const client = new HubClient(() => ({ endpoint, token: null, trustedOrigins: [] }));
    const found = await client.search("").finally(() => close(server));
    expect(found.map(({ repo }) => repo)).toEqual(["team/good"]);
    expect(found[0]?.license).toMatch(/^a\[U\+202E\]x{10,60}…$/);
  });

  it("lists the files of a repository at its commit, over several pages, with the hub's hashes", async () => {
    const repository = hubRepository("team/model", {
      "README.md": bytes("Read me"),
      "m-Q8_0.gguf": bytes("eight"),
      "m-Q4_0.gguf": bytes("four"),
      "mmproj-F16.gguf": bytes("sees"),
      "mtp-m.gguf": bytes("drafts"),
    });
    const client = await clientOf([repository], null, 2);
    const listing = await client.listing("team/model");
    expect(listing).toMatchObject({ revision: repository.commit, isGated: false, license: "gemma" });
    expect(listing.variants.map(({ path }) => path)).toEqual(["m-Q4_0.gguf", "m-Q8_0.gguf"]);
    expect(listing.variants[0]?.files[0]?.sha256).toBe(repository.files.get("m-Q4_0.gguf")?.sha256);
    expect(listing.projectors).toHaveLength(1);
    expect(listing.drafters).toHaveLength(1);
  });

  it("reads the header of a file with range requests, without downloading the file", async () => {
    const model = Buffer.concat([await readFile(await fixtureModel("short")), Buffer.alloc(4_000_000)]);
    const client = await clientOf([hubRepository("team/model", { "short.gguf": model })]);
    const listing = await client.listing("team/model");
    const [file] = listing.variants[0]?.files ?? [];
    if (!file) throw new Error("Nothing is listed");
    const place = { repo: "team/model", revision: listing.revision, path: file.path };
    const header = await client.header(place, file);
    expect(header.metadata.get("general.name")).toBe("Short");
    expect(hub.files.sentBytes).toBeLessThan(model.length / 3);
  });

  it("maps each refusal to an error code", async () => {
    const gated = hubRepository("team/gated", { "m.gguf": bytes("x") }, { isGated: true });
    const client = await clientOf([gated]);
    const codeOf = async (promise: Promise<unknown>) =>
      promise.then(
        () => "none",
        (thrown: unknown) => (thrown as { readonly code: string }).code,
      );
    expect(await codeOf(client.listing("team/none"))).toBe("hub-missing");
    expect(await codeOf(client.listing("team/gated", "none"))).toBe("hub-missing");
    const place = { repo: "team/gated", revision: "main", path: "m.gguf" };
    const content = { sizeBytes: 1, sha256: gated.files.get("m.gguf")?.sha256 ?? "" };
    expect(await codeOf(client.header(place, content))).toBe("hub-gated");
    for (const [status, code] of [
      [429, "hub-rate-limited"],
      [503, "hub-busy"],
    ] as const) {
      hub.faults = { ...hub.faults, forHub: () => ({ type: "status", status }) };
      expect(await codeOf(client.search("x"))).toBe(code);
    }
    hub.faults = { ...hub.faults, forHub: () => ({ type: "reset", afterBytes: 0 }) };
    expect(await codeOf(client.search("x"))).toBe("hub-offline");
    access = { ...access, endpoint: "http://127.0.0.1:1" };
    expect(await codeOf(client.search("x"))).toBe("hub-offline");
  });

  it("accesses gated repositories with the token and sends it to no other host", async () => {
    const gated = hubRepository("team/gated", { "m.gguf": bytes("x") }, { isGated: true });
    const client = await clientOf([gated], "hf_right");
    const { variants, revision } = await client.listing("team/gated");
    const [file] = variants[0]?.files ?? [];
    if (!file) throw new Error("Nothing is listed");
    await expect(client.header({ repo: "team/gated", revision, path: "m.gguf" }, file)).rejects.toMatchObject(
      { code: "model-unreadable" },
    );
    expect(hub.hasSeenToken()).toBe(true);
    expect(hub.files.leaks).toEqual([]);
  });

  it("sends the token to a mirror only when the user allows it", async () => {
    const client = await clientOf([hubRepository("team/model", {})], "hf_right");
    const choice = { mirror: hub.endpoint, token: "hf_right" };
    access = hubAccess({ ...choice, sendsTokenToMirror: false });
    await client.search("model");
    expect(hub.hasSeenToken()).toBe(false);
    access = hubAccess({ ...choice, sendsTokenToMirror: true });
    await client.search("model");
    expect(hub.hasSeenToken()).toBe(true);
  });
});
