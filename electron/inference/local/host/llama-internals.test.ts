import { getModuleVersion } from "node-llama-cpp";
import { expect, it } from "vitest";
import { checkedVersion } from "./llama-internals.ts";

it("uses the internals of the node-llama-cpp they were checked against", async () => {
  expect(await getModuleVersion()).toBe(checkedVersion);
});
