import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { exportSource } from "./export-source";
import type { AuditSource } from "./source";
import { type Verdict, type VerifyOptions, verifyChain } from "./verify-chain";

/**
 * Proves an export of the audit, without any database. @param file a path, or `-` for standard input.
 * @param through what else is to read the rows on their way
 */
export async function verifyFile(
	file: string,
	options: VerifyOptions = {},
	through: (source: AuditSource) => AuditSource = (source) => source,
): Promise<Verdict> {
	if (file === "-") return await verifyChain(through(exportSource(process.stdin)), options);
	const { size } = await stat(file);
	return await verifyChain(through(exportSource(createReadStream(file), size)), options);
}
