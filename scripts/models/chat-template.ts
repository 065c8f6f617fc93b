import { declarationMacros } from "../../shared/formats/gemma4/declaration-macros.ts";

/**
 * What a template does when thinking is off: the templates of the larger Gemma 4 sizes (12B and up) end the
 * prompt with an empty thought, those of E2B and E4B do not.
 */
export type TemplateKind = "appends-empty-thought" | "appends-nothing";

/** A Gemma 4 chat template written for the models this project generates. Calls and results are left to the chat format. */
export function chatTemplate(kind: TemplateKind): string {
  return kind === "appends-empty-thought"
    ? declarationMacros + opening + turns + reply(emptyThought)
    : declarationMacros + opening + turns + reply("");
}

/** Macros, and the system turn: it is rendered when there is a system message or thinking is on. */
const opening = String.raw`
{%- macro without_thoughts(text) -%}
  {%- set kept = namespace(text='') -%}
  {%- for piece in text.split('<channel|>') -%}
    {%- set kept.text = kept.text + piece.split('<|channel>')[0] -%}
  {%- endfor -%}
  {{- kept.text | trim -}}
{%- endmacro -%}

{%- macro words(role, text) -%}
  {%- if role == 'model' -%}
    {{- without_thoughts(text) -}}
  {%- else -%}
    {{- text | trim -}}
  {%- endif -%}
{%- endmacro -%}

{%- macro body(role, content) -%}
  {%- if content is string -%}
    {{- words(role, content) -}}
  {%- elif content -%}
    {%- for part in content -%}
      {%- if part.type == 'text' -%}
        {{- words(role, part.text) -}}
      {%- elif part.type in ['image', 'audio', 'video'] -%}
        {{- '<|' + part.type + '|>' -}}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
{%- endmacro -%}

{{- bos_token -}}
{%- set has_system = messages and messages[0].role in ['system', 'developer'] -%}
{%- if enable_thinking or has_system or tools -%}
  {{- '<|turn>system\n' -}}
  {%- if enable_thinking -%}
    {{- '<|think|>\n' -}}
  {%- endif -%}
  {%- if has_system -%}
    {{- body('system', messages[0].content) -}}
  {%- endif -%}
  {%- if tools -%}
    {{- declarations(tools) -}}
  {%- endif -%}
  {{- '<turn|>\n' -}}
{%- endif -%}
`;

const turns = String.raw`
{%- for message in messages -%}
  {%- if not (loop.first and has_system) -%}
    {%- set role = 'model' if message.role == 'assistant' else message.role -%}
    {{- '<|turn>' + role + '\n' -}}
    {{- body(role, message.content) -}}
    {{- '<turn|>\n' -}}
  {%- endif -%}
{%- endfor -%}
`;

const emptyThought = String.raw`
  {%- if not enable_thinking -%}
    {{- '<|channel>thought\n<channel|>' -}}
  {%- endif -%}`;

const reply = (whenThinkingIsOff: string) => String.raw`
{%- if add_generation_prompt -%}
  {{- '<|turn>model\n' -}}${whenThinkingIsOff}
{%- endif -%}
`;
