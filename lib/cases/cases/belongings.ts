import { type MovedTasks, moveTasks } from "@/lib/cases/tasks/move-to-case";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

interface Belonging {
	readonly table: string;
	/** The column that names a row, unique within the table or within a case. */
	readonly key: string;
	/** What two rows of one case may not share, where that is more than the key. */
	readonly unique?: readonly string[];
}

/** Key of {@link Moved} for tasks of the other case that gave way to one of the merged case. */
const SET_ASIDE = "CaseTask set aside";

/**
 * What belongs to a case and goes with it when it is merged into another. The history (CaseEvent) stays with the case
 * that it happened to. A new table with a `caseId` goes in here or into {@link STAYING}; a test says so.
 */
const MOVING: readonly Belonging[] = [
	{ table: "CaseFinding", key: "findingId" },
	{ table: "CaseTask", key: "id" },
	{ table: "CaseComment", key: "id" },
	{ table: "CaseAttachment", key: "id" },
	{ table: "CaseEntity", key: "id", unique: ["kind", "key"] },
	{ table: "CaseWatcher", key: "personId", unique: ["personId"] },
];

/** What has a `caseId` and stays with its case: history, and what counts for that case alone. */
export const STAYING: readonly string[] = ["CaseEvent", "CaseIncident", "CaseDeadline", "Decision"];

export const MOVING_TABLES: readonly string[] = MOVING.map(({ table }) => table);

/** Keys of rows by table. */
export type Moved = Readonly<Record<string, readonly string[]>>;

/**
 * Moves what belongs to one case to another; what the other has already (a watcher, an entity, a task that has got
 * further) stays where it is.
 * @returns what was moved, and tasks that are not followed any more
 */
export async function moveBelongings(
	tx: Transaction,
	fromId: string,
	intoId: string,
): Promise<{ readonly moved: Moved; readonly replaced: MovedTasks["replaced"] }> {
	const tasks = await moveTasks(tx, fromId, intoId);
	const moved: Record<string, readonly string[]> = { CaseTask: tasks.moved };
	if (tasks.setAside.length > 0) moved[SET_ASIDE] = tasks.setAside;
	for (const { table, key, unique = [] } of MOVING) {
		if (table === "CaseTask") continue;
		const [name, column] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${key}"`)];
		const twins = unique.map((each) => Prisma.raw(`o."${each}" = m."${each}"`));
		const alone =
			twins.length === 0
				? Prisma.empty
				: Prisma.sql`AND NOT EXISTS (SELECT 1 FROM ${name} o
					WHERE o."caseId" = ${intoId}::uuid AND ${Prisma.join(twins, " AND ")})`;
		const rows = await tx.$queryRaw<{ key: string }[]>`UPDATE ${name} m SET "caseId" = ${intoId}::uuid
			WHERE m."caseId" = ${fromId}::uuid ${alone} RETURNING m.${column}::text AS "key"`;
		moved[table] = rows.map((row) => row.key);
	}
	return { moved, replaced: tasks.replaced };
}

/** Brings back what was moved, as far as it is still there. */
export async function returnBelongings(
	tx: Transaction,
	moved: Moved,
	fromId: string,
	intoId: string,
): Promise<void> {
	for (const { table, key } of MOVING) {
		const [name, column] = [Prisma.raw(`"${table}"`), Prisma.raw(`"${key}"`)];
		await tx.$executeRaw`UPDATE ${name} SET "caseId" = ${fromId}::uuid
			WHERE "caseId" = ${intoId}::uuid AND ${column} = ANY(${moved[table] ?? []}::uuid[])`;
	}
	await tx.caseTask.updateMany({
		where: { caseId: fromId, id: { in: [...(moved[SET_ASIDE] ?? [])] } },
		data: { caseId: intoId },
	});
}

/** How many rows were moved, by table. */
export function countMoved(moved: Moved): Record<string, number> {
	return Object.fromEntries(Object.entries(moved).map(([table, keys]) => [table, keys.length]));
}
