import { describe, expect, it } from "vitest";
import { redirection } from "./fetch-once.ts";

const answer = (location: string) => new Response(null, { status: 302, headers: { location } });

describe("redirection", () => {
  it.each([
    ["https://hub.example/a", "https://files.example/b", "https://files.example/b"],
    ["https://hub.example/a", "/b", "https://hub.example/b"],
    ["http://127.0.0.1:8080/a", "/b", "http://127.0.0.1:8080/b"],
    ["http://127.0.0.1:8080/a", "http://localhost:9090/b", "http://localhost:9090/b"],
    ["http://localhost:8080/a", "https://files.example/b", "https://files.example/b"],
  ])("follows from %s to %s", (from, to, target) => {
    expect(redirection(answer(to), new URL(from))?.href).toBe(target);
  });

  it.each([
    ["http://127.0.0.1:8080/a", "http://files.example/b"],
    ["http://127.0.0.1:8080/a", "http://192.168.1.1/admin"],
    ["http://localhost:8080/a", "http://localhost.example/b"],
    ["https://hub.example/a", "http://127.0.0.1:8080/b"],
    ["https://hub.example/a", "http://hub.example/b"],
    ["https://hub.example/a", "file:///etc/passwd"],
  ])("refuses to be led from %s to %s", (from, to) => {
    const refused = expect.objectContaining({ code: "hub-unexpected" }) as Error;
    expect(() => redirection(answer(to), new URL(from))).toThrow(refused);
  });
});
