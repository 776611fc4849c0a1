import type { Database } from "@/lib/db/client";
import type { Handover } from "@/lib/db/generated/client.ts";
import {
	SNAPSHOT_FORMAT,
	type SnapshotDocument,
	type SnapshotItem,
	snapshotHash,
	snapshotText,
} from "@/lib/handovers/snapshot";
import type { PersonActor } from "@/lib/identity/actor";

/** For tests: handovers as they are once signed, without the data they would be made of. */

export function snapshotItem(item: string, over: Partial<SnapshotItem> = {}): SnapshotItem {
	return {
		item,
		kind: "case",
		title: `Case of ${item}`,
		href: "/cases/1",
		stability: "stable",
		judged: false,
		position: null,
		facts: [],
		case: null,
		known: "",
		hypothesis: "",
		nextAction: null,
		waiting: null,
		contingency: "",
		note: "",
		explanation: "",
		omission: null,
		sample: false,
		...over,
	};
}

interface SignedInput {
	readonly outgoing: PersonActor;
	readonly items?: readonly SnapshotItem[];
	readonly previous?: Handover | null;
	readonly signedAt?: Date;
	readonly shift?: string;
	readonly workspaces?: readonly string[];
	readonly summary?: string;
	/** Hours the window lasts, up to the signing. */
	readonly hours?: number;
}

export async function seedSigned(db: Database, input: SignedInput): Promise<Handover> {
	const { outgoing, items = [], previous = null, shift = "Night", summary = "", hours = 8 } = input;
	const signedAt = input.signedAt ?? new Date();
	const windowFrom = new Date(signedAt.getTime() - hours * 3_600_000);
	const workspaces = [...(input.workspaces ?? [])];
	const draft = await db.handover.create({
		data: {
			shift,
			workspaces,
			windowFrom,
			windowTo: signedAt,
			timeZone: "Europe/Berlin",
			summary,
			outgoingId: outgoing.id,
			outgoingName: outgoing.name,
			createdAt: windowFrom,
			previousId: previous?.id ?? null,
		},
	});
	const document: SnapshotDocument = {
		format: SNAPSHOT_FORMAT,
		header: {
			number: draft.number,
			shift,
			team: "",
			outgoing: { id: outgoing.id, name: outgoing.name },
			signedAt: signedAt.toISOString(),
			previous: null,
			workspaces,
			sample: false,
		},
		window: { from: windowFrom.toISOString(), to: signedAt.toISOString(), timeZone: "Europe/Berlin" },
		asOf: signedAt.toISOString(),
		summary,
		numbers: {
			intake: 0,
			decided: { total: 0, byVerdict: { triaged: 0, benign: 0, escalated: 0 }, byPerson: [] },
			reopened: 0,
			backlog: { atEnd: 0, change: 0 },
			timeToDecision: null,
			untriaged: { count: 0, oldestAt: null, clickedThrough: 0 },
		},
		links: {
			intake: "/findings",
			decided: "/findings",
			reopened: "/findings",
			untriaged: "/findings",
			clickedThrough: "/findings",
			changed: "/findings",
		},
		items: [...items],
	};
	const text = snapshotText(document);
	await db.$executeRaw`
		UPDATE "Handover" SET "status" = 'signed', "signedAt" = ${signedAt}, "snapshot" = ${text}::json,
			"snapshotHash" = decode(${snapshotHash(text)}, 'hex') WHERE "id" = ${draft.id}::uuid`;
	return await db.handover.findUniqueOrThrow({ where: { id: draft.id } });
}
