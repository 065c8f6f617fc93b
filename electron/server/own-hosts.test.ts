import { describe, expect, it } from "vitest";
import { isLoopback, ownAddresses, ownHosts } from "./own-hosts.ts";

describe("own hosts", () => {
  it("are the loopback names and what the server was asked to listen on, with its port", () => {
    const isOwn = ownHosts("box.example", 4417);
    for (const host of ["127.0.0.1", "localhost", "[::1]", "box.example", "Box.Example"]) {
      expect(isOwn(`${host}:4417`), host).toBe(true);
      expect(isOwn(`${host}:4418`), host).toBe(false);
      expect(isOwn(host), host).toBe(false);
    }
  });

  it("are no other names, nor malformed ones", () => {
    const isOwn = ownHosts("127.0.0.1", 4417);
    const strange = [
      "evil.test:4417",
      "127.0.0.1.evil.test:4417",
      "127.0.0.1:4417@evil.test",
      "[::1]x:4417",
      ":4417",
    ];
    for (const host of [undefined, "", ...strange, "127.0.0.1:4417:4417", "0.0.0.0:4417"]) {
      expect(isOwn(host), host).toBe(false);
    }
  });

  it("go without a port where that is 80", () => {
    expect(ownHosts("127.0.0.1", 80)("localhost")).toBe(true);
  });

  it("are this computer's addresses too when it listens on all of them", () => {
    const isOwn = ownHosts("0.0.0.0", 4417);
    for (const address of ownAddresses()) {
      expect(isOwn(address.includes(":") ? `[${address}]:4417` : `${address}:4417`), address).toBe(true);
    }
    expect(isOwn("evil.test:4417")).toBe(false);
  });
});

describe("the loopback interface", () => {
  it("is told from addresses that look like it", () => {
    for (const host of ["127.0.0.1", "127.8.9.10", "::1", "localhost", "::ffff:127.0.0.1"]) {
      expect(isLoopback(host), host).toBe(true);
    }
    for (const host of [
      "0.0.0.0",
      "::",
      "192.168.1.2",
      "127.evil.test",
      "127.0.0.1.evil.test",
      "1127.0.0.1",
    ]) {
      expect(isLoopback(host), host).toBe(false);
    }
  });
});
