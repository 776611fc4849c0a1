import { z } from "zod";
import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseTask } from "@/lib/platform/db/generated/client.ts";
import { mayChangeTasks } from "./rules";

export function noSuchTask(): AppError {
	return new AppError("not_found", "Task not found.");
}

/**
 * A case whose tasks may be changed, locked.
 * @throws AppError `not_found`, `conflict` when it is closed or was merged into another
 */
export async function lockCaseOfTasks(tx: Transaction, actor: Actor, caseId: string): Promise<Case> {
	const found = await lockCase(tx, actor, caseId);
	requireStanding(found);
	if (mayChangeTasks(found.status)) return found;
	throw new AppError("conflict", `Case ${found.number} is closed, and its tasks with it.`, {
		remedy: "Reopen the case first.",
	});
}

/**
 * A task with its case, both locked. A merge moves tasks from case to case, so the case is looked up, locked, and
 * then the task read under it.
 * @throws AppError `not_found`, `conflict` when the case is closed
 */
export async function lockTask(
	tx: Transaction,
	actor: Actor,
	taskId: string,
): Promise<{ readonly task: CaseTask; readonly of: Case }> {
	const id = parseInput(z.uuid(), taskId);
	const seen = await tx.caseTask.findUnique({ where: { id }, select: { caseId: true } });
	if (seen === null) throw noSuchTask();
	const of = await lockCaseOfTasks(tx, actor, seen.caseId);
	const task = await tx.caseTask.findFirst({ where: { id, caseId: of.id } });
	if (task === null) throw noSuchTask();
	return { task, of };
}
