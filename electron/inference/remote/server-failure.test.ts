import { describe, expect, it } from "vitest";
import { refused, serverFailed } from "./server-failure.ts";

const address = { url: "http://192.168.1.5:8080/v1", key: "sk-very-secret" };

describe("the error of a server", () => {
  it("does not repeat the key, which some servers send back", () => {
    const says = "Invalid key: sk-very-secret";
    const errors = [
      refused(address, { status: 401, says }, null),
      refused(address, { status: 400, says }, null),
      refused(address, { status: 503, says }, null),
      serverFailed(address, says),
    ];
    for (const { message, data } of errors) expect(JSON.stringify([message, data])).not.toContain("secret");
  });

  it("is short, however much the server says", () => {
    const says = "x".repeat(50_000);
    for (const status of [400, 401, 503]) {
      expect(refused(address, { status, says }, null).message.length).toBeLessThan(400);
    }
  });
});
