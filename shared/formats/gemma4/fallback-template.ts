/**
 * For Gemma 4 files that carry no chat template of their own. It leaves the empty thought that the larger sizes expect to
 * the model, because nothing in such a file tells which kind it was trained with.
 */
export const fallbackTemplate = String.raw`
{{- bos_token -}}
{%- set rest = messages -%}
{%- set system = '' -%}
{%- if messages[0].role == 'system' -%}
  {%- set system = messages[0].content | trim -%}
  {%- set rest = messages[1:] -%}
{%- endif -%}
{%- if enable_thinking or system -%}
  {{- '<|turn>system\n' -}}
  {%- if enable_thinking -%}{{- '<|think|>\n' -}}{%- endif -%}
  {{- system + '<turn|>\n' -}}
{%- endif -%}
{%- for message in rest -%}
  {{- '<|turn>' + ('model' if message.role == 'assistant' else message.role) + '\n' -}}
  {{- message.content | trim -}}
  {{- '<turn|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\n' -}}{%- endif -%}
`;
