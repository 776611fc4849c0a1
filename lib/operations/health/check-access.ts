import type { AppError } from "@/lib/core/errors";
import { firstRow, type WorkspaceClient } from "@/lib/sources/workspaces/client";
import { isSignInError } from "@/lib/sources/workspaces/credential";
import { type Check, check, clockCheck } from "./rules";

/** How long a check waits for the workspace, and for a turn to ask it, in milliseconds. */
export const CHECK_TIMEOUT_MS = 30_000;
export const CHECK_PATIENCE_MS = 5_000;

export interface Access {
	readonly checks: readonly Check[];
	/** Whether a query came back, so that there is sense in asking for more. */
	readonly open: boolean;
}

/** Asks for a token and for the time, and tells at which step it ends: the identity, the way there, the permission. */
export async function checkAccess(client: WorkspaceClient, signal?: AbortSignal): Promise<Access> {
	const before = Date.now();
	const answer = await client.query({
		kql: "print Now = now()",
		window: null,
		signal,
		timeoutMs: CHECK_TIMEOUT_MS,
		patienceMs: CHECK_PATIENCE_MS,
	});
	const after = Date.now();
	if (answer.outcome === "failed") return { checks: refusedAt(client, answer.error), open: false };
	const checks = [...reached(client), permitted(client)];
	const said = "rows" in answer ? firstRow(answer.rows)?.Now : undefined;
	// Where the service's clock was while it answered is only known to lie between the two.
	const theirs = typeof said === "string" ? Date.parse(said) : Number.NaN;
	if (client.kind === "sentinel" && !Number.isNaN(theirs)) {
		checks.push(clockCheck(theirs < before ? before - theirs : theirs > after ? after - theirs : 0));
	}
	return { checks, open: true };
}

function signedIn(): Check {
	return check({ id: "token", title: "Signed in" }, "ok", "Entra ID gave a token for the Log Analytics API.");
}

function reached({ kind }: WorkspaceClient): Check[] {
	if (kind === "local") {
		return [
			check(
				{ id: "reachable", title: "Reachable" },
				"ok",
				"The local engine answers over the files on this machine.",
			),
		];
	}
	return [signedIn(), check({ id: "reachable", title: "Reachable" }, "ok", "The workspace answers.")];
}

function permitted({ kind }: WorkspaceClient): Check {
	return check(
		{ id: "permitted", title: "Permitted" },
		"ok",
		kind === "local" ? "Queries are allowed." : "The identity can query the workspace.",
	);
}

function refusedAt(client: WorkspaceClient, error: AppError): Check[] {
	const { message: says } = error;
	const about = { level: "failing" as const, says, remedy: error.remedy ?? null };
	if (client.kind === "local") return [{ id: "reachable", title: "Reachable", ...about }];
	if (isSignInError(error)) return [{ id: "token", title: "Signed in", ...about }];
	const { status } = error.details;
	if (status === 401 || status === 403 || status === 404) {
		return [...reached(client), { id: "permitted", title: "Permitted", ...about }];
	}
	// What stands in the configuration came before any token; anyone who is asked to wait was heard.
	if (error.code === "not_configured") return [{ id: "configuration", title: "Configuration", ...about }];
	if (error.code === "query_limit") {
		return [signedIn(), { id: "reachable", title: "Reachable", ...about, level: "warning" }];
	}
	return [
		signedIn(),
		{
			id: "reachable",
			title: "Reachable",
			...about,
			remedy: about.remedy ?? "Check again in a few minutes; azure.status.microsoft lists outages.",
		},
	];
}
