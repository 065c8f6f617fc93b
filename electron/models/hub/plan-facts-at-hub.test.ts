import { readFile } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { hubRepository } from "../../../tests/fixtures/hub/hub-repository.ts";
import { startLoopbackHub, type LoopbackHub } from "../../../tests/fixtures/hub/loopback-hub.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { readPlanFacts } from "../read-plan-facts.ts";
import { hubAccess } from "./hub-access.ts";
import { HubClient } from "./hub-client.ts";
import { planFactsAtHub } from "./plan-facts-at-hub.ts";

let hub: LoopbackHub;
afterEach(() => hub.close());

it("returns the same facts for a model at the hub as for the file on disk", async () => {
  const path = await fixtureModel("per-layer");
  const repository = hubRepository("team/model", { "m-F16.gguf": await readFile(path) });
  hub = await startLoopbackHub({ repositories: [repository] });
  const access = hubAccess({ mirror: hub.endpoint, token: null, sendsTokenToMirror: false });
  const client = new HubClient(() => access);
  const wanted = { repo: "team/model", revision: repository.commit };
  const facts = await planFactsAtHub(client, { ...wanted, paths: ["m-F16.gguf"] });
  expect(facts).not.toBeNull();
  expect(facts).toEqual(await readPlanFacts(path));
  expect(await planFactsAtHub(client, { ...wanted, paths: ["none.gguf"] })).toBeNull();
});
