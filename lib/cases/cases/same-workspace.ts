import { fieldError } from "@/lib/core/errors";

/** @throws AppError `invalid_input` for findings of another workspace than the case's */
export function requireSameWorkspace(
	row: { readonly number: number; readonly workspaceId: string },
	findings: readonly { readonly workspaceId: string }[],
): void {
	if (findings.every(({ workspaceId }) => workspaceId === row.workspaceId)) return;
	throw fieldError(
		"case",
		"Choose a case in the findings’ workspace, or create a new one.",
		`Case #${row.number} belongs to another workspace than the findings.`,
	);
}
