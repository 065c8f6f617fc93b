import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeGguf } from "../../../scripts/gguf/gguf-writer.ts";
import { randomProjector } from "../../../scripts/models/random-projector.ts";
import { scriptedModel } from "../../../scripts/models/scripted-model.ts";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";

export const translated = {
  original: "Guten Morgen! Der Zug nach Bern fährt um 9 Uhr.",
  translation: "Good morning! The train to Bern leaves at 9.",
};

/** For `test.use({ beforeStart })`: a model with ears which says the same two texts of whatever it hears, as the task asks for them. */
export const withTranslator = {
  needsMedia: true,
  async run(home: string): Promise<void> {
    const folder = join(home, "models");
    await mkdir(folder, { recursive: true });
    const answer = `${translated.original}\nEnglish: ${translated.translation}`;
    const model = scriptedModel({ name: "Translator", thought: null, answer });
    const width = model.metadata["gemma4.embedding_length"];
    if (width?.type !== "uint32") throw new Error("The model does not say how wide it is");
    const ears = randomProjector({ name: "Ears", hears: "gemma4ua", modelWidth: width.value });
    await writeGguf(join(folder, "translator.gguf"), model);
    await writeGguf(join(folder, "mmproj-translator.gguf"), ears);
    const settings = { ...defaultSettings, modelId: "translator.gguf" };
    await writeFile(join(home, "settings.json"), JSON.stringify(settings));
  },
};
