import { getModuleVersion } from "node-llama-cpp";
import { expect, it } from "vitest";
import { checkedVersion } from "./llama-internals.ts";

it("uses the node-llama-cpp version whose private API was checked", async () => {
  expect(await getModuleVersion()).toBe(checkedVersion);
});
