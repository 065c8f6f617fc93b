import { readFile } from "node:fs/promises";
import { z } from "zod";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import type { ModelId } from "../../shared/models/model.ts";

const listedModelsSchema = z.object({
  /** Absolute paths of the files and folders that the user added. */
  added: z.array(z.string()).catch([]),
  /** Models that are hidden from the list although their files exist. */
  hidden: z.array(z.string()).catch([]),
});

/** The user's choices about models outside the models folder, stored in `model-listed.json`. */
export class ListedModels {
  readonly #path: string;
  #content: Readonly<z.infer<typeof listedModelsSchema>>;

  private constructor(path: string, content: z.infer<typeof listedModelsSchema>) {
    this.#path = path;
    this.#content = content;
  }

  /** When the file cannot be read, these choices are lost; models are not affected. */
  static async open(path: string): Promise<ListedModels> {
    const text = await readFile(path, "utf8").catch(() => "{}");
    return new ListedModels(path, parse(text));
  }

  get added(): readonly string[] {
    return this.#content.added;
  }

  isHidden(id: ModelId): boolean {
    return this.#content.hidden.includes(id);
  }

  add(path: string): Promise<void> {
    return this.#write({ added: [...new Set([...this.#content.added, path])] });
  }

  hide(id: ModelId): Promise<void> {
    return this.#write({ hidden: [...new Set([...this.#content.hidden, id])] });
  }

  show(id: ModelId): Promise<void> {
    return this.#write({ hidden: this.#content.hidden.filter((other) => other !== id) });
  }

  showAll(): Promise<void> {
    return this.#write({ hidden: [] });
  }

  async #write(change: Partial<z.infer<typeof listedModelsSchema>>): Promise<void> {
    this.#content = { ...this.#content, ...change };
    await writeFileAtomically(this.#path, JSON.stringify(this.#content, null, 2));
  }
}

function parse(text: string): z.infer<typeof listedModelsSchema> {
  try {
    return listedModelsSchema.parse(JSON.parse(text));
  } catch {
    return { added: [], hidden: [] };
  }
}
