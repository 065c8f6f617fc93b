import { z } from "zod";
import type { OriginalTemplate, TemplatePreview } from "../models/chat-template.ts";
import { maxTemplateLength } from "../models/max-template-length.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { modelId } from "./inputs.ts";
import { route } from "./route.ts";

export const templateRoutes = {
  /** A model's chat template before any edit; the edited one is in the model's settings. */
  "models.template": route<OriginalTemplate>()(z.object({ modelId })),
  /** Renders a small conversation with this template and checks it; nothing is saved. */
  "models.previewTemplate": route<TemplatePreview>()(
    z.object({ modelId, template: wellFormedText(maxTemplateLength), thinking: z.boolean() }),
  ),
} as const;
