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

/**
 * For `test.use({ beforeStart })`: a model that answers any audio with the same transcript and translation.
 */
export const withTranslator = {
  needsMedia: true,
  async run(home: string): Promise<void> {
    const folder = join(home, "models");
    await mkdir(folder, { recursive: true });
    const answer = `${translated.original}\nEnglish: ${translated.translation}`;
    const model = scriptedModel({ name: "Translator", thought: null, answer });
    const width = model.metadata["gemma4.embedding_length"];
    if (width?.type !== "uint32") throw new Error("The model has no embedding length");
    const projector = randomProjector({
      name: "Audio projector",
      hears: "gemma4ua",
      modelWidth: width.value,
    });
    await writeGguf(join(folder, "translator.gguf"), model);
    await writeGguf(join(folder, "mmproj-translator.gguf"), projector);
    const settings = { ...defaultSettings, modelId: "translator.gguf" };
    await writeFile(join(home, "settings.json"), JSON.stringify(settings));
  },
};
