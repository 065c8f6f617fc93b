import { keptOptions } from "../../../tests/fixtures/kept-options.ts";
import { newReader, openTestLlama } from "../../../tests/fixtures/context-reader.ts";
import { KeptContexts } from "../../../electron/inference/local/host/kept/kept-contexts.ts";
import { modelFileIdentity } from "../../../electron/inference/local/host/kept/model-identity.ts";
import { seededRandom } from "../seeded-random.ts";
import { ownerOf, promptOf, soakedChats, type SavingOrder } from "./soaked-chats.ts";

/** Reads chats that grow, and saves them one after another, until it is killed. */
const { folder, modelPath, seed } = JSON.parse(process.argv[2] ?? "") as SavingOrder;
const random = seededRandom(seed);
const llama = await openTestLlama();
const model = await llama.loadModel({ modelPath });
const parking = { folder, count: 0, bytes: 0, reserveBytes: 0, bytesFor: (tokens: number) => tokens };
const reader = await newReader(model, { parking });
const options = keptOptions(folder);
const identity = { ...options.identity, file: await modelFileIdentity(modelPath) };
// Little enough that contexts are deleted for others too.
const limits = () => ({ budgetBytes: 900_000, reserveBytes: 0 });
reader.live.keeping.keepIn(
  await KeptContexts.open({ ...options, identity, limits, bytesFor: (tokens) => tokens * 800 }),
);
const lengths = Array.from({ length: soakedChats }, () => 260 + Math.floor(random.below(100)));
for (;;) {
  const chat = Math.floor(random.below(soakedChats));
  const length = (lengths[chat] ?? 0) + 1 + Math.floor(random.below(40));
  lengths[chat] = length > 460 ? 260 : length;
  const prompt = promptOf(chat, length);
  await reader.read(prompt, prompt.length, ownerOf(chat));
  process.send?.("saving");
  await reader.live.keeping.keep(false);
}
