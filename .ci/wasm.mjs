// Runs no-std-check as WebAssembly; its exit code is that of the program.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]));
process.exitCode = instance.exports.check();
