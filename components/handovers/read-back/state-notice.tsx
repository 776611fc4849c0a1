"use client";

import { useMay, useMe } from "@/components/client/me";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import { ChangeReceivers } from "./change-receivers";

/** Where the read-back stands: acknowledged, waiting, or waiting for too long. */
export function StateNotice({ readBack }: { readBack: ReadBackDto }) {
	const me = useMe();
	const mayWrite = useMay("handovers.write");
	const { status, incoming, acknowledgedAt, escalatedAt, dueAt, outgoing, refusal, receivers } = readBack;
	const mine = receivers.some(({ id }) => id === me.id);
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
					Leads were notified at <Time value={escalatedAt} form="minutes" />.
				</Notice>
			)}
			{mine && refusal === null ? (
				<Notice title="Awaiting your acknowledgement">{`${outgoing.name} handed over to you. Answer each item, then sum up in your own words what you took over.`}</Notice>
			) : null}
			{refusal === null ? null : (
				<Notice
					title={refusal}
				>{`${outgoing.name} signed it. The receiver’s answers appear here at once.`}</Notice>
			)}
			{status === "draft" ? null : (
				<p className="flex flex-wrap items-center gap-x-3 text-muted">
					<span>
						Handed over to{" "}
						{receivers.length === 0 ? (
							"no one in particular"
						) : (
							<bdi className="text-fg">{receivers.map(({ name }) => name).join(", ")}</bdi>
						)}
						{dueAt === null || escalatedAt !== null ? null : (
							<>
								, to be acknowledged by <Time value={dueAt} form="minutes" />; after that, leads are notified
							</>
						)}
						.
					</span>
					{mayWrite ? <ChangeReceivers readBack={readBack} /> : null}
				</p>
			)}
		</>
	);
}
