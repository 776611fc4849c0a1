import { AppError } from "@/lib/core/errors";
import { visibleText } from "@/lib/core/visible-text";
import type { Database } from "@/lib/platform/db/client";
import type { WorkspaceClient } from "@/lib/sources/workspaces/client";
import { currentCatalogue } from "@/lib/triage/catalogue/catalogue";
import type { Catalogue } from "@/lib/triage/catalogue/index-of-hunts";
import { checkFindings } from "./check-findings";
import { checkInstallation } from "./check-installation";
import { checkRuns } from "./check-runs";
import { checkWorkspace } from "./check-workspace";
import { neededTables } from "./needed-tables";
import type { Check, HealthProgress, HealthReport } from "./rules";
import { toReport, toSection } from "./rules";

export interface HealthOptions {
	readonly signal?: AbortSignal | undefined;
	readonly onProgress?: ((progress: HealthProgress) => void) | undefined;
}

interface Examination extends HealthOptions {
	readonly clients: readonly WorkspaceClient[];
	/** Null where there is none to ask. */
	readonly db: Database | null;
	/** The database's URL, or why there is none; null leaves the installation out. */
	readonly installation: string | Check | null;
	readonly now: Date;
}

/** Looks at everything there is to look at. Throws only for what is nobody's fault but the program's. */
export async function examine(examination: Examination): Promise<HealthReport> {
	const { clients, db, installation, now, signal, onProgress } = examination;
	const hunts = await readCatalogue();
	const known = hunts instanceof AppError ? [] : hunts.hunts;
	const needed = await neededTables(known);
	const total = clients.length * (1 + needed.length) + (installation === null ? 0 : 1);
	let done = 0;
	const onStep = (doing: string) => {
		onProgress?.({ done, total, doing });
		done += 1;
	};
	const sections = [];
	if (installation !== null) {
		onStep("Checking the installation");
		const checks = await checkInstallation(installation, hunts, db, now);
		const about = { id: "installation", kind: "installation" as const, title: "Installation" };
		sections.push(toSection(about, checks.map(shown)));
	}
	const ofWorkspaces = clients.map(async (client) => {
		const { id, kind, name } = client;
		const checks = await checkWorkspace({ client, needed, now, signal, onStep });
		const runs = db === null ? [] : await checkRuns(db, id, known, now);
		const findings = db === null ? [] : await checkFindings(db, id);
		return toSection({ id, kind, title: visibleText(name) }, [...checks, ...runs, ...findings].map(shown));
	});
	sections.push(...(await Promise.all(ofWorkspaces)));
	return toReport(now, sections);
}

/** What a workspace or a file says is told as it is, and what hides in it is written out. */
function shown(check: Check): Check {
	return { ...check, title: visibleText(check.title), says: visibleText(check.says) };
}

async function readCatalogue(): Promise<Catalogue | AppError> {
	try {
		return await currentCatalogue();
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
}
