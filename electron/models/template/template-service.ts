import { stat } from "node:fs/promises";
import { markControlTokens } from "../../../shared/formats/mark-control-tokens.ts";
import type { TextSegment } from "../../../shared/formats/prompt-template.ts";
import { isError, type TemplateProblem } from "../../../shared/formats/template-problem.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { OriginalTemplate, TemplatePreview } from "../../../shared/models/chat-template.ts";
import type { ModelId } from "../../../shared/models/model.ts";
import { templateArrays, templateFacts, type TemplateFacts } from "../../../shared/models/template-facts.ts";
import { readHeader } from "../read-header.ts";
import type { TemplateInspector } from "./template-inspector.ts";

export interface TemplateServiceOptions {
  /** Absolute path of a model's (first) file; null: there is no such model. */
  readonly pathOf: (modelId: ModelId) => string | null;
  readonly inspector: TemplateInspector;
  /** Tokens of a rendered prompt in the vocabulary of this model; null: it is not loaded. */
  readonly countTokens: (modelId: ModelId, segments: readonly TextSegment[]) => Promise<number | null>;
}

const tooSlow: TemplateProblem = {
  severity: "error",
  code: "too-slow",
  situation: null,
  line: null,
  detail: null,
};

/** Shows, previews and checks the chat templates of local models. */
export class TemplateService {
  readonly #options: TemplateServiceOptions;
  /** Of the model asked about last: reading a vocabulary takes a moment, and a preview follows each edit. */
  #known: { readonly version: string; readonly facts: Promise<TemplateFacts> } | null = null;

  constructor(options: TemplateServiceOptions) {
    this.#options = options;
  }

  /** @throws AppError `model-missing`, `model-unreadable` */
  async original(modelId: ModelId): Promise<OriginalTemplate> {
    const { original, source } = await this.#factsOf(modelId);
    return { original, source };
  }

  /** @throws AppError `model-missing`, `model-unreadable` */
  async preview(modelId: ModelId, source: string, thinking: boolean): Promise<TemplatePreview> {
    const { tokens, controlTokens } = await this.#factsOf(modelId);
    const inspection = await this.#options.inspector.inspect({ source, tokens, thinking });
    if (inspection === null) {
      return { segments: [], problems: [tooSlow], tokens: null };
    }
    const { segments, problems } = inspection;
    return {
      segments: segments === null ? [] : markControlTokens(segments, controlTokens),
      problems,
      tokens: segments === null ? null : await this.#options.countTokens(modelId, segments),
    };
  }

  /** @throws AppError `template-unusable` {problem, line}; `model-missing`, `model-unreadable` */
  async assertUsable(modelId: ModelId, source: string): Promise<void> {
    const { tokens } = await this.#factsOf(modelId);
    const inspection = await this.#options.inspector.inspect({ source, tokens, thinking: false });
    const error = inspection === null ? tooSlow : inspection.problems.find(isError);
    if (error !== undefined) {
      const { code, line, detail } = error;
      const message = `The chat template cannot be used: ${code}, line ${line}: ${detail}`;
      throw new AppError("template-unusable", message, { problem: code, line });
    }
  }

  dispose(): void {
    this.#options.inspector.dispose();
  }

  async #factsOf(modelId: ModelId): Promise<TemplateFacts> {
    const path = this.#options.pathOf(modelId);
    if (path === null) throw new AppError("model-missing", `The model ${modelId} is gone`, { name: modelId });
    const version = await fileVersion(path);
    if (this.#known?.version !== version) {
      this.#known = { version, facts: readHeader(path, { keepArrays: templateArrays }).then(templateFacts) };
    }
    const { facts } = this.#known;
    // A failed read is tried again.
    facts.catch(() => (this.#known = null));
    return facts;
  }
}

async function fileVersion(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return JSON.stringify([path, size, mtimeMs]);
  } catch {
    throw new AppError("model-missing", `There is no model file at ${path}`, { name: path });
  }
}
