import { declarationMacros } from "./declaration-macros.ts";

/**
 * For Gemma 4 files without a chat template. It does not write the empty thought channel that the larger
 * sizes are trained with, because nothing in such a file identifies its size.
 */
export const fallbackTemplate = String.raw`
${declarationMacros}
{{- bos_token -}}
{%- set rest = messages -%}
{%- set system = '' -%}
{%- if messages[0].role == 'system' -%}
  {%- set system = messages[0].content | trim -%}
  {%- set rest = messages[1:] -%}
{%- endif -%}
{%- if enable_thinking or system or tools -%}
  {{- '<|turn>system\n' -}}
  {%- if enable_thinking -%}{{- '<|think|>\n' -}}{%- endif -%}
  {{- system -}}
  {%- if tools -%}{{- declarations(tools) -}}{%- endif -%}
  {{- '<turn|>\n' -}}
{%- endif -%}
{%- for message in rest -%}
  {{- '<|turn>' + ('model' if message.role == 'assistant' else message.role) + '\n' -}}
  {{- message.content | trim -}}
  {{- '<turn|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\n' -}}{%- endif -%}
`;
