import { describe, expect, it } from "vitest";
import { commandLine } from "../../../shared/tools/mcp/mcp-server.ts";
import { typedCommand } from "./typed-command.ts";
import { typedSecrets } from "./typed-secrets.ts";

describe("typedCommand", () => {
  it.each([
    ["npx -y server", "npx", ["-y", "server"]],
    ['  "C:\\Program Files\\node.exe"  a\\b ', "C:\\Program Files\\node.exe", ["a\\b"]],
    [`docker run -e 'A B' "" x"y z"`, "docker", ["run", "-e", "A B", "", "xy z"]],
    ['say "a \\"b\\" c"', "say", ['a "b" c']],
    ["", "", []],
  ])("splits %j", (typed, command, args) => {
    expect(typedCommand(typed)).toEqual({ command, args });
  });

  it("reads what is shown of a command as the same command", () => {
    const command = { command: "npx", args: ["-y", "my server", 'a "b"', "", "$(rm)", "--x=1"] };
    expect(typedCommand(commandLine(command))).toEqual(command);
  });
});

describe("typedSecrets", () => {
  it("reads a variable or a header from each line", () => {
    expect(typedSecrets("A=1=2\n\n B = x \n", "variables")).toEqual({
      type: "read",
      secrets: { A: "1=2", B: "x" },
    });
    expect(typedSecrets("Authorization: Bearer a:b", "headers")).toEqual({
      type: "read",
      secrets: { Authorization: "Bearer a:b" },
    });
  });

  it.each([
    ["just a value", "variables"],
    ["=1", "variables"],
    ["Two words: x", "headers"],
  ] as const)("does not understand %j", (line, kind) => {
    expect(typedSecrets(line, kind)).toEqual({ type: "wrong", line: line.slice(0, 12) });
  });
});
