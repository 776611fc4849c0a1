import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { type IncidentsApi, SentinelIncidents } from "@/lib/sources/workspaces/incidents-api";
import type { RetryPolicy } from "@/lib/sources/workspaces/retry";

/** Why cases of a workspace cannot be pushed, as a person reads it; null: they can. */
export function whyNotPushed(workspaceId: string): string | null {
	if (sentinelOf(workspaceId)?.incidents !== undefined) return null;
	return workspaceId === "local"
		? "Findings in the local workspace can't be pushed: it has no Sentinel."
		: "Pushing cases to Sentinel is off for this workspace.";
}

/** @throws AppError `not_configured` where pushing is off */
export function incidentsOf(
	workspaceId: string,
	options: { readonly signal?: AbortSignal; readonly retry?: RetryPolicy } = {},
): IncidentsApi {
	const sentinel = sentinelOf(workspaceId);
	if (sentinel?.incidents === undefined) {
		throw new AppError("not_configured", whyNotPushed(workspaceId) ?? "Pushing cases is off.", {
			remedy: "Set SENTINEL_INCIDENTS and the workspace's subscription, resource group and name.",
		});
	}
	return new SentinelIncidents(sentinel, sentinel.incidents, options);
}

function sentinelOf(workspaceId: string) {
	return config().sentinel.find((sentinel) => sentinel.workspaceId === workspaceId);
}
