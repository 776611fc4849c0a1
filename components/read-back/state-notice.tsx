"use client";

import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { ReadBackDto } from "@/lib/read-back/schema";

/** Where the read-back stands: acknowledged, waiting, or waiting for too long. */
export function StateNotice({ readBack }: { readBack: ReadBackDto }) {
	const { status, incoming, acknowledgedAt, escalatedAt, dueAt, outgoing, refusal } = readBack;
	if (status === "acknowledged" && acknowledgedAt !== null) {
		return (
			<p className="text-muted">
				Acknowledged by <bdi className="font-medium text-fg">{incoming?.name}</bdi> at{" "}
				<Time value={acknowledgedAt} form="minutes" />
			</p>
		);
	}
	return (
		<>
			{escalatedAt === null ? null : (
				<Notice kind="warning" title="Nobody has acknowledged this handover in time">
					Leads were told at <Time value={escalatedAt} form="minutes" />.
				</Notice>
			)}
			{refusal === null ? null : (
				<Notice
					title={refusal}
				>{`${outgoing.name} signed it. What the reader answers shows here at once.`}</Notice>
			)}
			{refusal !== null || escalatedAt !== null || dueAt === null ? null : (
				<p className="text-muted">
					To be acknowledged by <Time value={dueAt} form="minutes" />; after that, leads are told.
				</p>
			)}
		</>
	);
}
