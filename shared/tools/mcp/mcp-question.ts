/** What a server asks the user in the middle of a call. */
export interface McpQuestion {
  readonly id: string;
  readonly serverName: string;
  readonly form: McpForm;
}

export interface McpForm {
  /** As the server words it; plain text. */
  readonly message: string;
  readonly fields: readonly McpField[];
}

export interface McpField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
  readonly input: McpFieldInput;
}

export type McpFieldInput =
  | {
      readonly type: "text";
      readonly format: "email" | "uri" | "date" | "date-time" | null;
      readonly minLength: number;
      readonly maxLength: number;
      readonly initial: string;
    }
  | {
      readonly type: "number";
      readonly isInteger: boolean;
      readonly min: number | null;
      readonly max: number | null;
      readonly initial: number | null;
    }
  | { readonly type: "switch"; readonly initial: boolean }
  | { readonly type: "choice"; readonly options: readonly McpOption[]; readonly initial: string | null }
  | {
      readonly type: "choices";
      readonly options: readonly McpOption[];
      readonly min: number;
      readonly max: number;
      readonly initial: readonly string[];
    };

export interface McpOption {
  readonly value: string;
  readonly label: string;
}

/** `decline`: the user said no; `cancel`: nobody decided. */
export type McpAnswer =
  { readonly action: "accept"; readonly content: McpContent } | { readonly action: "decline" | "cancel" };

/** By the names of the fields. */
export type McpContent = Readonly<Record<string, string | number | boolean | readonly string[]>>;
