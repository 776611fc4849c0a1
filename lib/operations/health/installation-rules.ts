import { AppError } from "@/lib/core/errors";
import { utcMinute } from "@/lib/core/text-rules";
import type { DatabaseState } from "@/lib/platform/db/state";
import type { CspSummary } from "@/lib/platform/server/csp-reports";
import type { Catalogue } from "@/lib/triage/catalogue/index-of-hunts";
import { type Check, check } from "./rules";

/** @param external whether a person configured a server of their own */
export function databaseCheck(state: DatabaseState | AppError, external: boolean): Check {
	const about = { id: "database", title: "Database" };
	if (state instanceof AppError) {
		return check(about, "failing", state.message, state.remedy ?? null);
	}
	const server = `PostgreSQL ${state.server}, ${external ? "the one of DATABASE_URL" : "the built-in one"},`;
	if (state.unknown.length > 0) {
		return check(
			about,
			"failing",
			`${server} was migrated by a newer version: it has ${state.unknown.at(-1)}.`,
			"Run that version or a newer one, or restore the database of this version.",
		);
	}
	if (state.pending.length > 0) {
		return check(
			about,
			"warning",
			`${server} lacks ${state.pending.length} ${state.pending.length === 1 ? "migration" : "migrations"} of this version.`,
			"Start Afterclick (`npm start`): it migrates the database before it serves.",
		);
	}
	return check(about, "ok", `${server} answers and has every migration.`);
}

/** @param reports what browsers have reported to this process */
export function policyCheck({ lastDay, dropped, last }: CspSummary): Check {
	const about = { id: "content-policy", title: "Content policy" };
	if (lastDay === 0 || last === null) {
		return check(about, "ok", "No browser has reported a breach in the last day.");
	}
	const count = `${lastDay.toLocaleString("en")} ${lastDay === 1 ? "report" : "reports"}`;
	const more = dropped === 0 ? "" : ` ${dropped.toLocaleString("en")} more were too many to count.`;
	return check(
		about,
		"warning",
		`Browsers sent ${count} of a breach in the last day; the last one, at ${utcMinute(last.at)}, was ${last.blocked} against ${last.directive}.${more}`,
		"A browser extension is the usual cause. If every browser reports it, someone else’s markup may be in a page: check the log.",
	);
}

export function huntsCheck(hunts: Catalogue | AppError): Check {
	const about = { id: "hunts", title: "Hunts" };
	if (hunts instanceof AppError) {
		return check(about, "failing", hunts.message, hunts.remedy ?? null);
	}
	const count = hunts.hunts.length;
	const read = `${count.toLocaleString("en")} ${count === 1 ? "hunt" : "hunts"} can be read`;
	const [first] = hunts.refused;
	if (first !== undefined) {
		const files = hunts.refused.length;
		return check(
			about,
			"warning",
			`${read}, ${files} ${files === 1 ? "file" : "files"} cannot. ${first.reason}`,
			"Correct or remove the file; the Hunts page lists each with its lines.",
		);
	}
	if (count === 0) {
		return check(
			about,
			"warning",
			"There are no hunts.",
			"Put YAML files of hunting queries into the directory of HUNTS_DIRECTORY.",
		);
	}
	return check(about, "ok", `${read}.`);
}
