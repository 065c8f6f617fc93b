import { describe, expect, it } from "vitest";
import { parseServeArguments, type ServeArguments } from "./serve-arguments.ts";

function served(...args: string[]): ServeArguments | string {
  const parsed = parseServeArguments(args);
  return parsed.type === "serve" ? parsed.options : parsed.type;
}

describe("parseServeArguments", () => {
  it("defaults to this computer only, the usual port and an opened browser", () => {
    expect(served()).toEqual({
      host: "127.0.0.1",
      port: null,
      opensBrowser: true,
      isPasswordFromStdin: false,
    });
  });

  it("reads port, host, --no-open and --password-stdin", () => {
    expect(served("--port", "8080", "--host", "0.0.0.0", "--no-open", "--password-stdin")).toEqual({
      host: "0.0.0.0",
      port: 8080,
      opensBrowser: false,
      isPasswordFromStdin: true,
    });
    expect(served("--port=0")).toMatchObject({ port: 0 });
    expect(served("--host", "::1")).toMatchObject({ host: "::1" });
  });

  it.each([
    ["--port", "65536"],
    ["--port", "-1"],
    ["--port", "80a"],
    ["--port", ""],
    ["--port"],
    ["--host", "http://x/"],
    ["--host", ""],
    ["--nonsense"],
    ["extra"],
  ])("rejects %s %s with a message", (...args) => {
    const parsed = parseServeArguments(args);
    expect(parsed.type).toBe("wrong");
    expect(parsed.type === "wrong" && parsed.sentence.length).toBeGreaterThan(10);
  });

  it("recognises --help", () => {
    expect(served("--help")).toBe("help");
    expect(served("-h")).toBe("help");
  });
});
