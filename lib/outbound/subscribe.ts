import { caseChanged } from "@/lib/cases/record/record-event";
import { findingsEscalated } from "@/lib/decisions/decide";
import { handoverAcknowledged, handoverSigned } from "@/lib/handovers/handovers/events";
import { followIncident } from "@/lib/outbound/incidents/follow";
import { emit } from "@/lib/outbound/webhooks/emit";
import { escalatedData } from "@/lib/outbound/webhooks/finding-escalated";
import { acknowledgedData, signedData } from "@/lib/outbound/webhooks/handover-events";
import { tellOfCase } from "@/lib/outbound/webhooks/tell-of-case";
import { config } from "@/lib/platform/config/config";

/** Lets webhooks and Sentinel's incidents hear what happens. Every process that changes anything calls it at its start. */
export function subscribeOutbound(): void {
	caseChanged.subscribe(async (tx, ctx, { of, kind, data }) => {
		await tellOfCase(tx, ctx, of, kind, data);
		await followIncident(tx, of.id, of.updatedAt);
	});
	findingsEscalated.subscribe(async (tx, ctx, escalation) => {
		await emit(tx, ctx, "finding.escalated", () => escalatedData(escalation, config().publicUrl));
	});
	handoverSigned.subscribe(async (tx, ctx, { handover, items }) => {
		await emit(tx, ctx, "handover.signed", () => signedData(handover, items, config().publicUrl));
	});
	handoverAcknowledged.subscribe(async (tx, ctx, { handover, answers, items }) => {
		await emit(tx, ctx, "handover.acknowledged", () =>
			acknowledgedData(handover, answers, items, config().publicUrl),
		);
	});
}
