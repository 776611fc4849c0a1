import { whereCase } from "@/lib/cases/record/find";
import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { composeReport } from "./compose";
import { readForReport } from "./read";
import type { ReportDocument } from "./rules";

/**
 * The report of a case. That it was made is in the audit: what leaves the desk is known afterwards.
 * @param ref the case's id or number
 * @throws AppError `not_found`
 */
export async function makeReport(
	ctx: Context,
	ref: string,
	form: "markdown" | "print",
): Promise<ReportDocument> {
	authorize(ctx.actor, "cases.read");
	return await ctx.db.$transaction(
		async (tx) => {
			const source = await readForReport(tx, whereCase(ctx.actor, ref));
			if (source === null) throw new AppError("not_found", "Case not found.");
			const { actorName } = actorRecord(ctx.actor);
			const report = composeReport(source, { at: ctx.now(), by: actorName });
			await recordAudit(tx, ctx, {
				verb: "cases.report",
				target: ["case", source.row.id],
				after: { number: report.number, form, tlp: report.tlp },
			});
			return report;
		},
		{ timeout: 30_000 },
	);
}
