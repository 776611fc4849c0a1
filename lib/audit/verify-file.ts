import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { exportSource } from "./export-source";
import { type Verdict, type VerifyOptions, verifyChain } from "./verify-chain";

/** Proves an export of the audit, without any database. @param file a path, or `-` for standard input. */
export async function verifyFile(file: string, options: VerifyOptions = {}): Promise<Verdict> {
	if (file === "-") return await verifyChain(exportSource(process.stdin), options);
	const { size } = await stat(file);
	return await verifyChain(exportSource(createReadStream(file), size), options);
}
