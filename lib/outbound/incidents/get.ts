import { AppError } from "@/lib/core/errors";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { whyNotPushed } from "./api";
import { incidentContent } from "./content";
import { hashOf } from "./hash";
import { storedFields } from "./push";
import { INCIDENT_FIELDS } from "./rules";
import { type IncidentDto, omittedDto } from "./schema";

/** How a case stands in Sentinel. @throws AppError `not_found` */
export async function getIncident(ctx: Context, caseId: string): Promise<IncidentDto> {
	authorize(ctx.actor, "cases.read");
	const found = await ctx.db.case.findFirst({
		where: { id: caseId, ...inScope(ctx.actor) },
		select: { workspaceId: true, incident: true },
	});
	if (found === null) throw new AppError("not_found", "Case not found.");
	const { incident: row } = found;
	const unavailable = whyNotPushed(found.workspaceId);
	if (row === null) return { unavailable, incident: null };
	const theirs = storedFields(row.theirs);
	const ours = theirs && (await incidentContent(ctx.db, caseId, row.incidentId))?.fields;
	const seen = (text: string | null) => (text === null ? null : visibleProse(text));
	return {
		unavailable,
		incident: {
			id: row.incidentId,
			state: row.state,
			number: row.number,
			url: row.url,
			createdAt: row.createdAt.toISOString(),
			createdBy: visibleText(row.createdByName),
			pushedAt: row.pushedAt?.toISOString() ?? null,
			checkedAt: row.checkedAt?.toISOString() ?? null,
			attempts: row.attempts,
			nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
			problem: row.problem as NonNullable<IncidentDto["incident"]>["problem"],
			gone: row.theirs === "gone",
			differences:
				theirs && ours
					? INCIDENT_FIELDS.filter((field) => theirs[field] !== ours[field]).map((field) => ({
							field,
							ours: seen(ours[field]),
							theirs: seen(theirs[field]),
						}))
					: [],
			seen: row.theirs === null ? null : hashOf(row.theirs),
			omitted: row.omitted === null ? null : omittedDto.parse(row.omitted),
		},
	};
}
