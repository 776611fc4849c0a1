import { AppError } from "@/lib/core/errors";
import type { CaseIncident, Prisma } from "@/lib/platform/db/generated/client.ts";
import type { IncidentsApi, Resource } from "@/lib/sources/workspaces/incidents-api";
import type { IncidentContent, Wanted } from "./content";
import { hashOf } from "./hash";
import {
	INCIDENT_LIMITS,
	type IncidentFields,
	readFields,
	sameFields,
	theirChanges,
	writeFields,
} from "./rules";
import type { Omitted } from "./schema";

/** Times a write that met somebody else's is tried with what they left. */
const CONFLICTS = 5;

/** What a push found and left in Sentinel, as its row keeps it. */
export interface Pushed {
	readonly number: number | null;
	readonly url: string | null;
	readonly pushed: IncidentFields | null;
	readonly sentHash: string | null;
	/** Null: the two agree. */
	readonly theirs: IncidentFields | "gone" | null;
	readonly bookmarks: Readonly<Record<string, string>>;
	readonly omitted: Omitted;
}

/** Keeps what a write holds before it is sent: its answer may be lost. */
export type Remember = (sending: IncidentFields, labels: readonly string[]) => Promise<void>;

/**
 * Makes Sentinel's incident hold what the case holds: reads what is there, writes what differs, by GUID and etag.
 * However often it is begun and broken off, there is one incident in the end. What somebody has changed in Sentinel
 * is left as it is.
 * @throws AppError as the API refuses
 */
export async function pushIncident(
	api: IncidentsApi,
	row: CaseIncident,
	content: IncidentContent,
	remember: Remember,
): Promise<Pushed> {
	const path = `incidents/${row.incidentId}`;
	const fields = await pushFields(api, path, row, content, remember);
	if (fields.theirs === "gone") return { ...fields, bookmarks: {}, omitted: NOTHING_OMITTED };
	const { commentsLeftOut } = await pushComments(api, path, content.comments);
	const bookmarks = await pushBookmarks(api, path, row, content.bookmarks);
	return {
		...fields,
		bookmarks: bookmarks.hashes,
		omitted: {
			descriptionCut: content.descriptionCut,
			commentsCut: content.commentsCut,
			commentsLeftOut,
			bookmarksLeftOut: content.findings - Object.keys(bookmarks.hashes).length,
			bookmarksRefused: bookmarks.refused,
		},
	};
}

const NOTHING_OMITTED: Omitted = {
	descriptionCut: false,
	commentsCut: 0,
	commentsLeftOut: 0,
	bookmarksLeftOut: 0,
	bookmarksRefused: false,
};

type FieldsPushed = Pick<Pushed, "number" | "url" | "pushed" | "sentHash" | "theirs">;

async function pushFields(
	api: IncidentsApi,
	path: string,
	row: CaseIncident,
	{ fields, labels }: IncidentContent,
	remember: Remember,
): Promise<FieldsPushed> {
	const pushed = storedFields(row.pushed);
	const known = [pushed, storedFields(row.sending)].filter((some) => some !== null);
	const sentHash = hashOf({ fields, labels });
	for (let turn = 1; ; turn++) {
		const there = await api.get(path);
		if (there === null && pushed !== null && row.overruled !== "gone") {
			return { number: row.number, url: row.url, pushed, sentHash: row.sentHash, theirs: "gone" };
		}
		const theirs = there === null ? null : readFields(there.properties);
		if (there !== null && theirs !== null) {
			const overruled = storedFields(row.overruled);
			const settled = overruled !== null && sameFields(overruled, theirs);
			if (!settled && theirChanges(theirs, fields, known).length > 0) {
				return { ...shown(there), pushed, sentHash: row.sentHash, theirs };
			}
			if (sameFields(theirs, fields) && row.sentHash === sentHash) {
				return { ...shown(there), pushed: theirs, sentHash, theirs: null };
			}
		}
		await remember(fields, labels);
		try {
			const written = await api.put(
				path,
				writeFields(fields, allLabels(there, row, labels)),
				there?.etag ?? null,
			);
			return { ...shown(written), pushed: readFields(written.properties), sentHash, theirs: null };
		} catch (error) {
			// Also a create whose answer was lost: it is there now.
			if (turn >= CONFLICTS || !(error instanceof AppError) || error.code !== "conflict") throw error;
		}
	}
}

/** Labels that were given in Sentinel stay. */
function allLabels(there: Resource | null, row: CaseIncident, labels: readonly string[]): string[] {
	const given = ((there?.properties.labels ?? []) as { labelName?: string }[])
		.flatMap(({ labelName }) => labelName ?? [])
		.filter((label) => !row.sentLabels.includes(label));
	return [...new Set([...labels, ...given])];
}

function shown({ properties }: Resource): Pick<Pushed, "number" | "url"> {
	const { incidentNumber, incidentUrl } = properties;
	return {
		number: typeof incidentNumber === "number" ? incidentNumber : null,
		url: typeof incidentUrl === "string" && incidentUrl.startsWith("https://") ? incidentUrl : null,
	};
}

/** Comments of others count against the room there is; of ours the newest have it. */
async function pushComments(api: IncidentsApi, path: string, wanted: readonly Wanted[]) {
	const there = new Map((await api.list(`${path}/comments`)).map((comment) => [comment.name, comment]));
	const own = new Set(wanted.map(({ guid }) => guid));
	const others = [...there.values()].filter(({ name }) => !own.has(name) && !isOurs(name)).length;
	const room = Math.max(0, INCIDENT_LIMITS.comments - others);
	const fitting = room === 0 ? [] : wanted.slice(-room);
	const keep = new Set(fitting.map(({ guid }) => guid));
	for (const name of there.keys()) {
		if (isOurs(name) && !keep.has(name)) await api.delete(`${path}/comments/${name}`);
	}
	for (const { guid, properties } of fitting) {
		const before = there.get(guid);
		if (before?.properties.message === properties.message) continue;
		await putOver(api, `${path}/comments/${guid}`, properties, before?.etag ?? null);
	}
	return { commentsLeftOut: wanted.length - fitting.length };
}

/** A bookmark is the workspace's; a relation of the incident to it makes it the incident's. */
async function pushBookmarks(api: IncidentsApi, path: string, row: CaseIncident, wanted: readonly Wanted[]) {
	const before = row.bookmarks as Record<string, string>;
	const related = (await api.list(`${path}/relations`)).filter(({ properties }) =>
		/\/bookmarks\//i.test(String(properties.relatedResourceId ?? "")),
	);
	const ours = new Set(related.map(({ name }) => name).filter(isOurs));
	const room = Math.max(0, INCIDENT_LIMITS.bookmarks - (related.length - ours.size));
	const fitting = wanted.slice(0, room);
	const keep = new Set(fitting.map(({ guid }) => guid));
	const hashes: Record<string, string> = {};
	try {
		for (const guid of new Set([...ours, ...Object.keys(before)])) {
			if (keep.has(guid)) continue;
			await api.delete(`${path}/relations/${guid}`);
			await api.delete(`bookmarks/${guid}`);
		}
		for (const { guid, properties } of fitting) {
			const hash = hashOf(properties);
			if (before[guid] !== hash || !ours.has(guid)) {
				const known = await api.get(`bookmarks/${guid}`);
				await putOver(api, `bookmarks/${guid}`, properties, known?.etag ?? null);
			}
			if (!ours.has(guid)) {
				await putOver(
					api,
					`${path}/relations/${guid}`,
					{ relatedResourceId: api.idOf(`bookmarks/${guid}`) },
					null,
				);
			}
			hashes[guid] = hash;
		}
	} catch (error) {
		// The rest of the incident does not depend on them, and the person is told.
		if (error instanceof AppError && error.code === "forbidden") return { hashes, refused: true };
		throw error;
	}
	return { hashes, refused: false };
}

/** Comments and bookmarks of ours hold what ours hold: a newer etag is taken, not asked about. */
async function putOver(
	api: IncidentsApi,
	path: string,
	properties: Readonly<Record<string, unknown>>,
	etag: string | null,
): Promise<void> {
	let current = etag;
	for (let turn = 1; ; turn++) {
		try {
			await api.put(path, properties, current);
			return;
		} catch (error) {
			if (turn >= CONFLICTS || !(error instanceof AppError) || error.code !== "conflict") throw error;
			current = (await api.get(path))?.etag ?? null;
		}
	}
}

/** GUIDs made by `guidOf` are of version 8, which nobody else's are. */
function isOurs(name: string): boolean {
	return /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-/i.test(name);
}

export function storedFields(value: Prisma.JsonValue): IncidentFields | null {
	return value !== null && typeof value === "object" && !Array.isArray(value)
		? (value as unknown as IncidentFields)
		: null;
}
