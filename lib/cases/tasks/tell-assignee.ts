import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseTask } from "@/lib/platform/db/generated/client.ts";
import { tell } from "@/lib/platform/inbox/tell";

/** Tells the person who was given a task. */
export async function tellAssignee(tx: Transaction, ctx: Context, task: CaseTask, of: Case): Promise<void> {
	await tell(tx, ctx, [task.assigneeId], {
		kind: "assigned",
		text: `Task of case ${of.number}: ${task.title}`,
		href: `/cases/${of.number}?section=tasks#task-${task.id}`,
		workspaceId: of.workspaceId,
	});
}
