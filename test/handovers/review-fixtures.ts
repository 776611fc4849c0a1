import {
	SNAPSHOT_FORMAT,
	type SnapshotDocument,
	type SnapshotItem,
	type SnapshotNumbers,
	snapshotHash,
	snapshotText,
} from "@/lib/handovers/handovers/snapshot";
import type { PersonActor } from "@/lib/platform/context/actor";
import type { Database } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";

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
		saidIn: null,
		earlier: { answer: null, messages: [], explanation: null },
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
	/** 1: as it was signed before resolved cases, receivers and event times were recorded. */
	readonly format?: 1;
	readonly numbers?: Partial<SnapshotNumbers>;
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
			receivers: [],
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
			untriaged: { count: 0, oldestAt: null, oldestEventAt: null, clickedThrough: 0, clicked: null },
			...input.numbers,
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
		resolved: [],
	};
	const text = input.format === 1 ? formatOne(document) : snapshotText(document);
	await db.$executeRaw`
		UPDATE "Handover" SET "status" = 'signed', "signedAt" = ${signedAt}, "snapshot" = ${text}::json,
			"snapshotHash" = decode(${snapshotHash(text)}, 'hex') WHERE "id" = ${draft.id}::uuid`;
	return await db.handover.findUniqueOrThrow({ where: { id: draft.id } });
}

/** The text of a document as format 1 has it: without what came later. */
function formatOne({ resolved: _, header, numbers, items, ...rest }: SnapshotDocument): string {
	const { receivers: _receivers, ...oldHeader } = header;
	const { count, oldestAt, clickedThrough } = numbers.untriaged;
	return JSON.stringify({
		...rest,
		format: 1,
		header: oldHeader,
		numbers: { ...numbers, untriaged: { count, oldestAt, clickedThrough } },
		items: items.map(({ saidIn: _saidIn, earlier: _earlier, ...item }) => item),
	});
}
