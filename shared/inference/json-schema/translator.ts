import { arrayExpression } from "./array-expression.ts";
import { AppError } from "../../ipc/result.ts";
import { choice, nothing, rule, sequence, text, type Expression } from "./expression.ts";
import { GrammarRules } from "./grammar-rules.ts";
import { referenceOf, resolveReference } from "./local-reference.ts";
import { isEqual, listOf, mergeSchemas } from "./merge-schemas.ts";
import { numberExpression } from "./number-expression.ts";
import { objectExpression } from "./object-expression.ts";
import { jsonSyntax } from "./json-syntax.ts";
import { relaxed } from "./relaxed.ts";
import { unsupported } from "./schema-error.ts";
import {
  allTypes,
  countOf,
  impliedTypes,
  isConstraining,
  isOfType,
  isSchemaObject,
  refuseCounts,
  refuseUnsupported,
  schemaObject,
  typesOf,
  type JsonType,
  type Schema,
} from "./schema-object.ts";
import { stringExpression } from "./string-expression.ts";
import type { ValueSyntax } from "./value-syntax.ts";

const mostVisits = 10_000;
const mostDepth = 100;
/** Of one schema; then it may be any value. */
const mostRelaxations = 8;
/** Where other names are excluded: each character is one level of its rule. */
const longestName = 200;

export interface TranslatorOptions {
  /** Absent: those of a grammar of its own. */
  readonly rules?: GrammarRules;
  /** Absent: JSON. */
  readonly syntax?: ValueSyntax;
  /** Whether rules that no grammar can hold are left out, for a caller who checks the values afterwards. */
  readonly isLenient?: boolean;
}

/** Translates one schema into rules. Paths are JSON pointers, for errors. */
export class Translator {
  readonly #root: Schema;
  readonly #rules: GrammarRules;
  readonly #syntax: ValueSyntax;
  readonly #isLenient: boolean;
  /** Names of rules, also of those that are being translated, by reference. */
  readonly #references = new Map<string, string>();
  #anyValue: string | null = null;
  #visits = 0;
  #depth = 0;

  constructor(root: Schema, options: TranslatorOptions = {}) {
    this.#root = root;
    this.#rules = options.rules ?? new GrammarRules();
    this.#syntax = options.syntax ?? jsonSyntax;
    this.#isLenient = options.isLenient ?? false;
  }

  /**
   * The rules by name; the root rule is `root`.
   * @throws AppError `schema-unsupported` {path, keyword}
   */
  rules(): ReadonlyMap<string, Expression> {
    this.#rules.define("root", this.value(), "");
    return this.#rules.finish();
  }

  /**
   * The value that the schema describes, in terms of rules that were added.
   * @throws AppError `schema-unsupported` {path, keyword}
   */
  value(): Expression {
    refuseDeep(this.#root);
    return this.#value(this.#root, "");
  }

  #value(given: unknown, path: string): Expression {
    if (!this.#isLenient) return this.#exactValue(given, path);
    const depth = this.#depth;
    let schema = given;
    for (let tries = 0; tries < mostRelaxations; tries++) {
      try {
        return this.#exactValue(schema, path);
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.data["keyword"] === "size") throw thrown;
        this.#depth = depth;
        schema = relaxed(schema, String(thrown.data["keyword"]));
      }
    }
    return this.#any(path);
  }

  #exactValue(given: unknown, path: string): Expression {
    if (++this.#visits > mostVisits) {
      throw unsupported(path, "size");
    }
    if (++this.#depth > mostDepth) {
      throw unsupported(path, "depth");
    }
    const schema = schemaObject(given, path);
    refuseUnsupported(schema, path);
    const expression = this.#rules.add("value", this.#applied(schema, path), path);
    this.#depth--;
    return expression;
  }

  /** Replaces what refers to other schemas, one keyword after the other. */
  #applied(schema: Schema, path: string): Expression {
    const { $ref, allOf, anyOf, oneOf, ...rest } = schema;
    if ($ref !== undefined) {
      return this.#reference(schema, path);
    }
    if (allOf !== undefined) {
      const parts = listOf(allOf).map((part) => schemaObject(part, `${path}/allOf`));
      const rest = omit(schema, "allOf");
      return this.#value(
        parts.reduce((merged, part) => this.#merged(merged, part, path), rest),
        path,
      );
    }
    if (anyOf !== undefined) {
      return this.#alternatives("anyOf", schema, path);
    }
    if (oneOf !== undefined) {
      return this.#alternatives("oneOf", schema, path);
    }
    return this.#ofTypes(rest, path);
  }

  #reference(schema: Schema, path: string): Expression {
    const rest = omit(schema, "$ref");
    const pointer = referenceOf(schema, path);
    const target = resolveReference(this.#root, pointer, path);
    if (isConstraining(rest)) {
      return this.#value(mergeSchemas(rest, schemaObject(target, path), path), path);
    }
    const known = this.#references.get(pointer);
    if (known !== undefined) {
      return rule(known);
    }
    const name = this.#rules.declare("reference");
    this.#references.set(pointer, name);
    try {
      this.#rules.define(name, this.#value(target, pointer.slice(1)), path);
    } catch (thrown) {
      this.#references.delete(pointer);
      this.#rules.define(name, nothing, path);
      throw thrown;
    }
    return rule(name);
  }

  /**
   * A schema of several parts is closed only after they are merged, so a reference among them is resolved.
   */
  #merged(schema: Schema, part: Schema, path: string): Schema {
    const { $ref } = part;
    const rest = omit(part, "$ref");
    if ($ref === undefined) {
      return mergeSchemas(schema, part, path);
    }
    const target = schemaObject(resolveReference(this.#root, referenceOf(part, path), path), path);
    return mergeSchemas(schema, isConstraining(rest) ? mergeSchemas(rest, target, path) : target, path);
  }

  /** Where alternatives of `oneOf` overlap, the grammar allows what fits several. */
  #alternatives(keyword: "anyOf" | "oneOf", schema: Schema, path: string): Expression {
    const rest = omit(schema, keyword);
    const options = listOf(schema[keyword]).map((option, place) => {
      const at = `${path}/${keyword}/${place}`;
      const alternative = schemaObject(option, at);
      return this.#value(isConstraining(rest) ? this.#merged(rest, alternative, at) : alternative, at);
    });
    if (options.length === 0) {
      throw unsupported(path, keyword);
    }
    const isNullable = schema.nullable === true && schema.type === undefined;
    return choice(...options, ...(isNullable ? [text("null")] : []));
  }

  #ofTypes(schema: Schema, path: string): Expression {
    if (schema.const !== undefined || schema.enum !== undefined) {
      return this.#listed(schema, path);
    }
    const implied = impliedTypes(schema);
    const types = typesOf(schema, path) ?? [...implied, ...(schema.nullable === true ? nullOnly : [])];
    return types.length === 0
      ? this.#any(path)
      : choice(...types.map((type) => this.#ofType(type, schema, path)));
  }

  #listed(schema: Schema, path: string): Expression {
    const other = impliedTypes(schema)[0];
    if (other !== undefined && !isSchemaObject(schema.const) && !Array.isArray(schema.const)) {
      throw unsupported(path, "enum");
    }
    const types = typesOf(schema, path);
    const isListed = schema.enum === undefined ? [schema.const] : listOf(schema.enum);
    const values = isListed.filter(
      (value) =>
        (types === null || isOfType(value, types)) &&
        (schema.const === undefined || isEqual(schema.const, value)),
    );
    if (values.length === 0) {
      throw unsupported(path, schema.enum === undefined ? "const" : "enum");
    }
    return choice(...values.map((value) => this.#constant(value, path)));
  }

  #constant(value: unknown, path: string): Expression {
    if (Array.isArray(value)) {
      const prefix = value.map((item) => this.#constant(item, path));
      const form = { prefix, item: null, least: prefix.length, most: null };
      return arrayExpression(form, this.#syntax, this.#rules, path) ?? nothing;
    }
    if (isSchemaObject(value)) {
      const forms = Object.entries(value).map(([name, one]) => ({
        name,
        value: this.#constant(one, path),
        isRequired: true,
      }));
      return objectExpression(forms, null, this.#syntax, this.#rules, path);
    }
    if (typeof value === "string") {
      const { quote } = this.#syntax;
      return sequence(quote, this.#syntax.text(value), quote);
    }
    return text(JSON.stringify(value));
  }

  #ofType(type: JsonType, schema: Schema, path: string): Expression {
    switch (type) {
      case "null":
        return text("null");
      case "boolean":
        return choice(text("true"), text("false"));
      case "integer":
      case "number":
        return this.#rules.add("number", numberExpression(schema, type === "integer", path), path);
      case "string":
        return stringExpression(schema, this.#syntax, this.#rules, path);
      case "array":
        return this.#array(schema, path);
      case "object":
        return this.#object(schema, path);
    }
  }

  #array(schema: Schema, path: string): Expression {
    const { items } = schema;
    const prefix = listOf(schema.prefixItems ?? (Array.isArray(items) ? items : []));
    const later = Array.isArray(items) ? (schema.additionalItems ?? false) : items;
    const most = countOf(schema, "maxItems", path);
    // An array may have fewer items than its prefix names, but hardly anyone wants that.
    const least = countOf(schema, "minItems", path) ?? Math.min(prefix.length, most ?? prefix.length);
    const item = this.#laterItem(later, prefix.length, path);
    const expressions = prefix.map((one, place) => this.#value(one, `${path}/prefixItems/${place}`));
    const form = { prefix: expressions, item, least, most };
    const array = arrayExpression(form, this.#syntax, this.#rules, path);
    if (array === null) {
      throw unsupported(path, "minItems");
    }
    return array;
  }

  #laterItem(schema: unknown, prefixLength: number, path: string): Expression | null {
    if (schema === undefined) {
      return prefixLength > 0 ? null : this.#any(path);
    }
    return schema === false ? null : this.#value(schema, `${path}/items`);
  }

  #object(schema: Schema, path: string): Expression {
    const { properties = {}, additionalProperties = schema.properties === undefined } = schema;
    const declared = schemaObject(properties, path);
    const required = listOf(schema.required).map(String);
    const undeclared = required.filter((name) => !Object.hasOwn(declared, name));
    const names = [...Object.keys(declared).filter((name) => declared[name] !== false), ...undeclared];
    const refusedName = required.find((name) => declared[name] === false);
    if (refusedName !== undefined || (undeclared.length > 0 && additionalProperties === false)) {
      throw unsupported(path, "required");
    }
    refuseCounts(schema, names.length, new Set(required).size, additionalProperties === false, path);
    const forms = this.#syntax.inOrder(names).map((name) => ({
      name,
      value: Object.hasOwn(declared, name)
        ? this.#value(declared[name], `${path}/properties/${pointerPart(name)}`)
        : this.#value(additionalProperties, `${path}/additionalProperties`),
      isRequired: required.includes(name),
    }));
    const additional =
      additionalProperties === false
        ? null
        : {
            key: this.#key([...Object.keys(declared), ...undeclared], path),
            value: this.#value(additionalProperties, `${path}/additionalProperties`),
          };
    return objectExpression(forms, additional, this.#syntax, this.#rules, path);
  }

  #key(names: readonly string[], path: string): Expression {
    if (names.some((name) => name.length > longestName)) {
      throw unsupported(path, "additionalProperties");
    }
    return this.#rules.add("key", this.#syntax.otherKey(names), path);
  }

  /** Any JSON value. */
  #any(path: string): Expression {
    if (this.#anyValue === null) {
      this.#anyValue = this.#rules.declare("any");
      const forms = allTypes.map((type) => this.#ofType(type, {}, path));
      this.#rules.define(this.#anyValue, choice(...forms), path);
    }
    return rule(this.#anyValue);
  }
}

/** Deeper JSON would overflow the stack of what reads it. */
function refuseDeep(root: Schema): void {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostJsonDepth) throw unsupported("", "depth");
    level = level.flatMap((value) => (isSchemaObject(value) ? Object.values(value) : listOf(value)));
  }
}

const mostJsonDepth = 1000;

const nullOnly: readonly JsonType[] = ["null"];

function omit(schema: Schema, keyword: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}

const pointerPart = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
