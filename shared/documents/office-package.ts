import { openZip, type ZipFile } from "./zip-file.ts";
import { elementsOf, findAll, parseXml, type XmlElement } from "./xml-tree.ts";

/** The XML files of an Office, OpenDocument or EPUB package. */
export interface OfficePackage {
  readonly names: readonly string[];
  /** null: there is no such file. @throws DecodeError */
  xml(name: string): Promise<XmlElement | null>;
  text(name: string): Promise<string | null>;
}

/** @throws DecodeError `broken` */
export function openPackage(bytes: Uint8Array): OfficePackage {
  return packageOf(openZip(bytes));
}

function packageOf(zip: ZipFile): OfficePackage {
  const text = async (name: string) => {
    const content = await zip.read(name);
    return content === null ? null : new TextDecoder().decode(content);
  };
  return {
    names: zip.names,
    text,
    async xml(name) {
      const source = await text(name);
      return source === null ? null : parseXml(source);
    },
  };
}

/** The targets of an Office part's relationships by id, as paths in the package. */
export async function relationshipsOf(
  pack: OfficePackage,
  part: string,
): Promise<ReadonlyMap<string, string>> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const file = await pack.xml(`${folder}_rels/${part.slice(folder.length)}.rels`);
  if (file === null) return new Map();
  return new Map(
    findAll(file, "Relationship").map((each) => [
      each.attribute("Id") ?? "",
      pathFrom(folder, each.attribute("Target") ?? ""),
    ]),
  );
}

/** Resolves a path that is relative to a folder of the package. */
export function pathFrom(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") path.pop();
    else if (step !== "." && step !== "") path.push(step);
  }
  return path.join("/");
}

export function childNamed(element: XmlElement | null, name: string): XmlElement | null {
  return (element && elementsOf(element).find((child) => child.name === name)) ?? null;
}
