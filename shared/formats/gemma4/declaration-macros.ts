/**
 * Macros for templates of Gemma 4: `declarations(tools)` writes tools as Google's templates do. The schemas
 * must be as `declaredTools` makes them.
 */
export const declarationMacros = String.raw`
{%- macro quoted_list(texts) -%}
  {%- for text in texts -%}
    {{- '<|"|>' + text + '<|"|>' + ('' if loop.last else ',') -}}
  {%- endfor -%}
{%- endmacro -%}

{%- macro property_list(schemas) -%}
  {%- for name, schema in schemas | dictsort -%}
    {{- name + ':{' -}}{{- schema_fields(schema) -}}{{- '}' + ('' if loop.last else ',') -}}
  {%- endfor -%}
{%- endmacro -%}

{%- macro schema_fields(schema) -%}
  {%- if schema['description'] -%}
    {{- 'description:<|"|>' + schema['description'] + '<|"|>,' -}}
  {%- endif -%}
  {%- if schema['enum'] -%}
    {{- 'enum:[' -}}{{- quoted_list(schema['enum']) -}}{{- '],' -}}
  {%- endif -%}
  {%- if schema['items'] is mapping -%}
    {{- 'items:{' -}}{{- schema_fields(schema['items']) -}}{{- '},' -}}
  {%- endif -%}
  {%- if schema['nullable'] -%}
    {{- 'nullable:true,' -}}
  {%- endif -%}
  {%- if schema['properties'] is mapping -%}
    {{- 'properties:{' -}}{{- property_list(schema['properties']) -}}{{- '},' -}}
  {%- endif -%}
  {%- if schema['required'] -%}
    {{- 'required:[' -}}{{- quoted_list(schema['required']) -}}{{- '],' -}}
  {%- endif -%}
  {{- 'type:<|"|>' + (schema['type'] | upper) + '<|"|>' -}}
{%- endmacro -%}

{%- macro declarations(tools) -%}
  {%- for tool in tools -%}
    {{- '<|tool>declaration:' + tool['function']['name'] + '{description:<|"|>' -}}
    {{- tool['function']['description'] + '<|"|>,parameters:{' -}}
    {{- schema_fields(tool['function']['parameters']) -}}
    {{- '}}<tool|>' -}}
  {%- endfor -%}
{%- endmacro -%}
`;
