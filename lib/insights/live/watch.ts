import { setTimeout } from "node:timers/promises";
import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { CASES_CHANNEL } from "@/lib/cases/record/record-event";
import { parseInput } from "@/lib/core/input/parse";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { inScope, scopeOf } from "@/lib/platform/context/scope";
import { subscribe } from "@/lib/platform/db/notify";
import { INBOX_CHANNEL } from "@/lib/platform/inbox/tell";
import { logger } from "@/lib/platform/telemetry/logger";
import { FINDINGS_CHANNEL } from "@/lib/triage/findings/write-decision";
import { decidedFindings, decidedSince } from "./decided";
import { look } from "./looking";
import type { LiveEvent } from "./rules";
import { type LiveInput, liveInput } from "./schema";

export interface LiveWatcher {
	readonly onEvent: (event: LiveEvent, data: unknown) => void;
}

/** Without a connection to listen on, the page is let go on after this, and told once there is one; milliseconds. */
const LISTEN_MS = 5_000;

/**
 * Streams changes to an open page anywhere: cases by their ids, decided findings as they stand now, the person's
 * inbox, and who else looks at the case that the page shows. `refresh` says that something may have been missed.
 * @returns how to stop
 * @throws AppError `invalid_input`, `not_found` for a case that the actor may not see
 */
export async function watchLive(
	ctx: Context,
	input: LiveInput,
	{ onEvent }: LiveWatcher,
): Promise<() => void> {
	authorize(ctx.actor, "findings.read");
	const { case: ref, ago } = parseInput(liveInput, input);
	const began = ago === undefined ? null : new Date(ctx.now().getTime() - ago);
	const { actorId, actorName } = actorRecord(ctx.actor);
	const seesCases = may(ctx.actor, "cases.read");
	const shown =
		ref === undefined || !seesCases
			? null
			: await ctx.db.case.findFirst({ where: whereCase(ctx.actor, String(ref)), select: { id: true } });
	if (ref !== undefined && seesCases && shown === null) throw noSuchCase();

	let open = false;
	let listens = () => {};
	const listening = new Promise<void>((resolve) => {
		listens = resolve;
	});
	const stops = [
		subscribe(FINDINGS_CHANNEL, (decisionId) => {
			decidedFindings(ctx.db, ctx.actor, decisionId).then(
				(findings) => onEvent("findings", { findings }),
				(err: unknown) => logger().warn({ err }, "could not read what was decided"),
			);
		}),
		subscribe(
			INBOX_CHANNEL,
			(personId) => {
				if (personId === actorId) onEvent("inbox", {});
			},
			{
				onListening: () => {
					listens();
					if (open) onEvent("refresh", {});
				},
			},
		),
	];
	if (seesCases) stops.push(subscribe(CASES_CHANNEL, (caseId) => void tellOfCase(ctx, caseId, onEvent)));
	if (shown !== null && actorId !== null) {
		const me = { id: actorId, name: actorName };
		stops.push(look(ctx.db, shown.id, me, (people) => onEvent("looking", { caseId: shown.id, people })));
	}
	// Anyone who is told that the stream is open counts on hearing what happens from then on.
	await Promise.race([listening, setTimeout(LISTEN_MS, undefined, { ref: false })]);
	open = true;
	if (began !== null) {
		for (const findings of await decidedSince(ctx.db, ctx.actor, began)) onEvent("findings", { findings });
	}
	return () => {
		for (const stop of stops) stop();
	};
}

async function tellOfCase(ctx: Context, caseId: string, onEvent: LiveWatcher["onEvent"]): Promise<void> {
	if (scopeOf(ctx.actor) !== null) {
		const seen = await ctx.db.case.count({ where: { id: caseId, ...inScope(ctx.actor) } }).catch(() => 0);
		if (seen === 0) return;
	}
	onEvent("cases", { id: caseId });
}
