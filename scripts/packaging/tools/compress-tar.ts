import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/**
 * Takes the place of 7-Zip for tar.gz packages. electron-builder calls it as
 * `7za a [options] ARCHIVE.tar.gz FILE.tar`.
 */
const [archive, tar] = process.argv.slice(2).filter((argument) => /\.(tar|gz)$/.test(argument));
if (archive === undefined || tar === undefined || !archive.endsWith(".gz")) {
  throw new Error(`This program only compresses a tar file to tar.gz: ${process.argv.slice(2).join(" ")}`);
}
await pipeline(createReadStream(tar), createGzip({ level: 6 }), createWriteStream(archive));
