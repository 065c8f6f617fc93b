import { describe, expect, it } from "vitest";
import { hostOf, isOnThisComputer, serverUrl } from "./server-url.ts";

describe("serverUrl", () => {
  it.each([
    ["192.168.1.5:8080", "http://192.168.1.5:8080/v1"],
    ["localhost:11434", "http://localhost:11434/v1"],
    ["  http://localhost:1234/  ", "http://localhost:1234/v1"],
    ["http://localhost:1234/v1", "http://localhost:1234/v1"],
    ["http://localhost:1234/v1//", "http://localhost:1234/v1"],
    ["HTTPS://Models.Example.com/Team", "https://models.example.com/Team/v1"],
    ["https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"],
    ["https://example.com/v1beta/openai", "https://example.com/v1beta/openai"],
    ["http://host:8000/v1/chat/completions", "http://host:8000/v1"],
    ["http://host:8000/v1/models", "http://host:8000/v1"],
    ["http://[::1]:8080", "http://[::1]:8080/v1"],
    ["my_server.local", "http://my_server.local/v1"],
  ])("reads %s as %s", (typed, url) => {
    expect(serverUrl(typed)).toBe(url);
  });

  it.each([
    "",
    "ftp://host/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://user:password@host/v1",
    "http://host/v1?key=1",
    "http://host/#v1",
    "http://host:70000",
    "http://host:0",
    "http://256.1.1.1",
    "http://",
    "two words",
  ])("refuses %j", (typed) => {
    expect(serverUrl(typed)).toBeNull();
  });

  it("leaves its own results unchanged", () => {
    const url = serverUrl("host:8080/api/") ?? "";
    expect(serverUrl(url)).toBe(url);
  });
});

it("names the host of a server with its port", () => {
  expect(hostOf("http://192.168.1.5:8080/v1")).toBe("192.168.1.5:8080");
});

describe("isOnThisComputer", () => {
  it.each([
    "http://localhost:11434/v1",
    "http://models.localhost/v1",
    "http://127.0.0.1:8080/v1",
    "http://127.8.0.1/v1",
    "http://[::1]:1234/v1",
    "http://0.0.0.0:8000/v1",
    "http://[::]:8000/v1",
    "http://[0:0:0:0:0:0:0:1]:1234/v1",
  ])("recognises %s", (url) => {
    expect(isOnThisComputer(url)).toBe(true);
  });

  it.each([
    "http://192.168.1.5:8080/v1",
    "https://localhost.example.com/v1",
    "https://127.0.0.1.example.com/v1",
    "http://my-localhost/v1",
    "http://[fe80::1]:8080/v1",
  ])("takes %s for another computer", (url) => {
    expect(isOnThisComputer(url)).toBe(false);
  });
});
