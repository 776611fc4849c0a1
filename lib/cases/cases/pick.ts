import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";

/** Fields of a case as JSON keeps them. */
export function pick(row: Case, keys: readonly string[]): Prisma.InputJsonObject {
	const values = keys.map((key) => [key, row[key as keyof Case]]);
	return JSON.parse(JSON.stringify(Object.fromEntries(values)));
}
