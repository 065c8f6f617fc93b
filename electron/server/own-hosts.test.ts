import { describe, expect, it } from "vitest";
import { isLoopback, ownAddresses, ownHosts } from "./own-hosts.ts";

describe("ownHosts", () => {
  it("accepts the loopback names and the listening host, with the server's port", () => {
    const isOwn = ownHosts("box.example", 4417);
    for (const host of ["127.0.0.1", "localhost", "[::1]", "box.example", "Box.Example"]) {
      expect(isOwn(`${host}:4417`), host).toBe(true);
      expect(isOwn(`${host}:4418`), host).toBe(false);
      expect(isOwn(host), host).toBe(false);
    }
  });

  it("rejects other names and malformed ones", () => {
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

  it("accepts a host without a port on port 80", () => {
    expect(ownHosts("127.0.0.1", 80)("localhost")).toBe(true);
  });

  it("accepts all addresses of this computer when it listens on all of them", () => {
    const isOwn = ownHosts("0.0.0.0", 4417);
    for (const address of ownAddresses()) {
      expect(isOwn(address.includes(":") ? `[${address}]:4417` : `${address}:4417`), address).toBe(true);
    }
    expect(isOwn("evil.test:4417")).toBe(false);
  });
});

describe("isLoopback", () => {
  it("distinguishes loopback addresses from similar ones", () => {
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
