import { writeFile } from "node:fs/promises";
import type { OutgoingHttpHeaders } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestServer, tokenOf, type TestServer } from "../../tests/fixtures/test-server.ts";
import { linkOfRunningInstance } from "./running-instance.ts";

let site: TestServer;
beforeEach(async () => {
  site = await openTestServer();
});
afterEach(() => site.dispose());

describe("another process of the same user", () => {
  const leaveNote = (address: { readonly url: string | null; readonly secret: string | null }) =>
    writeFile(join(site.folder, "instance.json"), JSON.stringify({ pid: process.pid, ...address }));
  const post = (headers: OutgoingHttpHeaders) => site.ask("/link", headers, "POST");

  it("receives a link with the secret from the data folder", async () => {
    await leaveNote({ url: site.server.url, secret: site.linkSecret });
    const link = await linkOfRunningInstance(site.folder);
    expect(link).not.toBeNull();
    expect((await site.askToSignIn({ token: tokenOf(link ?? "") })).status).toBe(200);
  });

  it("receives none without the secret, and neither does a page", async () => {
    expect((await post({})).status).toBe(403);
    expect((await post({ Authorization: "Bearer wrong" })).status).toBe(403);
    const asPage = await post({ Authorization: `Bearer ${site.linkSecret}`, Origin: site.server.url });
    expect(asPage.status).toBe(403);
    expect((await post({ Authorization: `Bearer ${site.linkSecret}`, Host: "evil.test" })).status).toBe(403);
    expect((await post({ Authorization: `Bearer ${site.linkSecret}` })).status).toBe(200);
  });

  it("receives none when the instance file is missing, damaged or left by an ended process", async () => {
    expect(await linkOfRunningInstance(site.folder)).toBeNull();
    await writeFile(join(site.folder, "instance.json"), "{");
    expect(await linkOfRunningInstance(site.folder)).toBeNull();
    await writeFile(
      join(site.folder, "instance.json"),
      JSON.stringify({ url: "http://127.0.0.1:1", secret: "s" }),
    );
    expect(await linkOfRunningInstance(site.folder)).toBeNull();
    await leaveNote({ url: site.server.url, secret: "wrong" });
    expect(await linkOfRunningInstance(site.folder)).toBeNull();
  });
});
