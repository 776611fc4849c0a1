import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { maySee } from "@/lib/platform/context/scope";
import { highlight } from "@/lib/sources/kql/highlight";
import type { TableState } from "@/lib/sources/workspaces/client";
import { chosenWorkspace, defaultWorkspace, workspacesOf } from "@/lib/sources/workspaces/registry";
import { problemOf, stateOf } from "@/lib/sources/workspaces/state";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";
import { tablesOf } from "@/lib/triage/catalogue/analysis";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import type { HuntDetail, RequiredTable } from "@/lib/triage/catalogue/schema";
import { summarize } from "./list";

/** A hunt with its query, its tables in the workspace, and what stands in its way. @throws AppError `not_found` */
export async function getHunt(ctx: Context, huntId: string): Promise<HuntDetail> {
	authorize(ctx.actor, "hunts.read");
	const hunt = await huntById(huntId);
	const [summary] = await summarize(ctx, [hunt]);
	if (!summary) throw new AppError("not_found", "Hunt not found.");
	const names = [...new Set([...tablesOf(hunt), ...hunt.dataTypes])];
	const { tables, problem } = await tableStates(ctx, names);
	return {
		...summary,
		hypothesis: hunt.hypothesis,
		kql: hunt.kql,
		highlighted: highlight(hunt.kql),
		tables,
		connectors: hunt.connectors,
		falsePositives:
			hunt.falsePositives.length > 0
				? hunt.falsePositives
				: names.flatMap((name) => DEFAULT_FALSE_POSITIVES[name] ?? []),
		workspace: await describeWorkspace(ctx, problem),
	};
}

/** The workspace, without its name where it is not one of the actor's. */
async function describeWorkspace(ctx: Context, problem: WorkspaceState["problem"]): Promise<WorkspaceState> {
	const client = workspacesOf(ctx.actor)[0] ?? defaultWorkspace();
	const { id, kind } = client;
	if (!maySee(ctx.actor, id)) return { id: "", kind, name: "Another workspace", sample: false, problem };
	const state = await stateOf(client);
	return { ...state, problem: problem ?? state.problem };
}

/** The state of each table; when the workspace can’t be queried, all are unknown and the problem says why. */
async function tableStates(ctx: Context, names: readonly string[]) {
	try {
		const client = chosenWorkspace(ctx.actor);
		const states = await client.tables(names);
		return { tables: names.map((name) => tableState(name, states)), problem: null };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const tables = names.map((name): RequiredTable => ({ name, state: "unknown", rows: null, newest: null }));
		return { tables, problem: problemOf(error) };
	}
}

function tableState(name: string, states: readonly TableState[]): RequiredTable {
	const found = states.find((state) => state.name === name);
	if (!found) return { name, state: "missing", rows: null, newest: null };
	return { name, state: found.rows === 0 ? "empty" : "present", rows: found.rows, newest: found.newest };
}

/**
 * What a hit is often harmless for, by the table a hunt reads, where its file does not say.
 * Source: the false-positive classes behind BENIGN_REASONS (lib/triage/findings/rules.ts).
 */
const DEFAULT_FALSE_POSITIVES: Readonly<Record<string, readonly string[]>> = {
	UrlClickEvents: [
		"An attack simulation or a vendor's phishing test: the sender and the link belong to the exercise.",
		"A scanner, gateway or sandbox: the click comes seconds after delivery, from an address that is not the user's.",
		"The SOC's own click while it looked into the mail.",
		"A link rewritten by another gateway, which is judged instead of its target.",
		"A legitimate site flagged by mistake, or a verdict reversed since.",
		"A shared egress address or a shared mailbox: someone else clicked.",
		"The user reported the mail and did not proceed.",
		"Not harmless: mail purged after delivery (ZAP). That raises the priority of the click.",
	],
};
