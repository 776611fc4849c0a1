import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { executeRun } from "@/lib/triage/runs/execute-run";
import { getRun } from "@/lib/triage/runs/get-run";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { type ConnectedDouble, connectDouble } from "@/test/loganalytics-double/connected-double";
import { FAULT_KINDS, type Fault, type FaultKind } from "@/test/loganalytics-double/faults";
import { asShownProblem } from "./run-problem";
import { runAnnouncement } from "./run-words";

/**
 * Every fault that the double of Log Analytics can make, over TLS and through the unmodified SDK: what the person
 * reads, and what is stored. A new fault without its line here fails to compile, and to run.
 */

const WHOLE = { from: "2026-08-01T00:00:00Z", to: "2026-12-01T00:00:00Z" };
/** Text that only the hunt's own query has, and only the one for its evidence. */
const AT = { hunt: "IsClickedThrough !=", evidence: "| where ReportId in (" } as const;
/** Long enough to be split, and short enough to be asked for down to the floor. */
const SHORT_MS = 8 * 60_000;
const MANY = 3_000;
/** No run may ask more often than this, whatever it meets. */
const MOST_QUERIES = 450;

/** How a run ends, and what the person reads of it. */
interface End {
	readonly status: "succeeded" | "partial" | "failed";
	readonly reads: RegExp;
	/** Rows that the run says it read; default: all that there are, and none where it failed. */
	readonly rows?: number;
	/** Findings that were not there before. */
	readonly found?: number;
	/** The run is over some minutes around a finding, or what cannot be read would be asked for in hundreds of parts. */
	readonly short?: boolean;
}

interface Expected {
	/** What the fault is given beside its kind. */
	readonly with?: Omit<Fault, "kind" | "times" | "match">;
	/** How long a query may take; without it, as long as in earnest. */
	readonly querySeconds?: string;
	/** The fault befalls one query. */
	readonly once: Readonly<Record<keyof typeof AT, End>>;
	/** It befalls every query: nothing may go on for ever, and nothing unread may pass for read. */
	readonly lasting: Readonly<Record<keyof typeof AT, End>>;
}

const both = (end: End): Expected["once"] => ({ hunt: end, evidence: end });
const failed = (reads: RegExp): End => ({ status: "failed", reads });
const WELL: End = { status: "succeeded", reads: /^The run succeeded: findings 0 new, [1-9]\d* seen again/ };

/** Passes when it is asked again; when it does not, the run gives up and says how often it asked. */
const passing = (reads: RegExp, fault: Expected["with"] = {}): Expected => ({
	with: fault,
	once: both(WELL),
	lasting: both(failed(reads)),
});
/** There is no sense in asking again. */
const final = (reads: RegExp): Expected => ({ once: both(failed(reads)), lasting: both(failed(reads)) });
/** Shorter windows help; where none is short enough, the run names those not read. */
const divisible = (reads: RegExp, lasting: End["status"]): Expected => ({
	once: both(WELL),
	lasting: both({ status: lasting, reads, short: true }),
});
const withoutTrouble = (fault: Expected["with"] = {}): Expected => ({
	with: fault,
	once: both(WELL),
	lasting: both(WELL),
});
const NOTHING: End = { status: "succeeded", reads: /findings 0 new, 0 seen again, 0 changed/, rows: 0 };

const EXPECTED: Readonly<Record<FaultKind, Expected>> = {
	throttled: passing(/busy with this identity's other queries\. It was tried \d times\..* Wait a minute/, {
		seconds: 1,
	}),
	"throttled-silently": passing(/busy with this identity's other queries\. It was tried \d times/),
	unavailable: passing(/temporarily unavailable\. It was tried \d times/),
	"bad-gateway": passing(/answered with status 502\. It was tried \d times/),
	drop: passing(/could not be reached.* It was tried \d times/),
	"drop-body": passing(/in the middle of its answer.* It was tried \d times/),
	"server-error": final(/internal server error/),
	unauthorized: final(/does not let this credential read it.*Log Analytics Reader/),
	forbidden: final(/does not let this credential read it.*Log Analytics Reader/),
	"no-workspace": final(/no workspace with this id.*SENTINEL_WORKSPACE_ID/),
	refused: final(/refused the query.*line 2, column 3: Query could not be parsed at 'whre'/),
	page: final(/answer is not JSON/),
	"timed-out": divisible(/Unable to unzip response.*shorter window/, "failed"),
	hang: { ...divisible(/did not answer in time.*shorter window/, "failed"), querySeconds: "1" },
	"partial-too-large": divisible(
		/read only part.*Not wholly read: 2026-\d\d-\d\dT.*Z to 2026-\d\d-\d\dT.*exceeds 500,000 rows or 64 MB/,
		"partial",
	),
	"partial-engine": divisible(
		/read only part.*Not wholly read: 2026-\d\d-\d\dT.*Z to 2026-\d\d-\d\dT.*ran out of memory/,
		"partial",
	),
	"no-content": { once: { hunt: NOTHING, evidence: WELL }, lasting: { hunt: NOTHING, evidence: WELL } },
	empty: { once: { hunt: NOTHING, evidence: WELL }, lasting: { hunt: NOTHING, evidence: WELL } },
	"nulls-and-longs": {
		once: { hunt: { status: "succeeded", reads: /findings 2 new/, rows: 2, found: 2 }, evidence: WELL },
		lasting: { hunt: { status: "succeeded", reads: /findings 0 new, 2 seen/, rows: 2 }, evidence: WELL },
	},
	"many-rows": {
		with: { rows: MANY },
		once: {
			hunt: { status: "succeeded", reads: /findings 3,000 new/, rows: MANY, found: MANY },
			evidence: WELL,
		},
		lasting: {
			hunt: { status: "succeeded", reads: /findings 0 new, 3,000 seen/, rows: MANY },
			evidence: WELL,
		},
	},
	slow: withoutTrouble({ seconds: 0.5 }),
	trickle: withoutTrouble({ seconds: 0.5 }),
};

let test: TestDatabase;
let kim: Actor;
let connected: ConnectedDouble;
let healthy: RunSummary;

beforeAll(async () => {
	connected = await connectDouble({
		clicks: 2_000,
		seed: "fault-test",
		until: new Date("2026-11-20T12:00:00Z"),
	});
	connected.configure({ SENTINEL_RETRY_SECONDS: "2" });
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	connected.double.reset();
	healthy = await run();
	expect(healthy).toMatchObject({ problem: null, status: "succeeded" });
	expect(healthy.findings.new).toBeGreaterThan(10);
}, 240_000);

afterAll(async () => {
	await connected.close();
	await test.drop();
});

beforeEach(async () => {
	connected.double.reset();
	// A pause that one fault asked for must not delay the next fault's test.
	await test.db.queryIdentity.deleteMany();
});

async function run(window = WHOLE): Promise<RunSummary> {
	const { id } = await startRun(testContext(test.db, kim), HUNT_ID, window);
	await executeRun(testContext(test.db, SYSTEM), id);
	return getRun(testContext(test.db, kim), id);
}

/** Everything that a person reads of a run that has ended. */
function read(ended: RunSummary): string {
	if (ended.problem === null) return runAnnouncement(ended);
	const { message, places, remedy } = asShownProblem(ended.problem);
	const at = places.map((place) => `line ${place.line}, column ${place.column}: ${place.message}`);
	return [runAnnouncement(ended), message, ...at, remedy].filter(Boolean).join(" ");
}

/** Findings by id, without what merely notes that they were seen. */
async function findings() {
	const rows = await test.db.finding.findMany({ select: { id: true, status: true, evidence: true } });
	return new Map(rows.map((row) => [row.id, row]));
}

async function shortWindow(): Promise<typeof WHOLE> {
	const { eventAt } = await test.db.finding.findFirstOrThrow({ orderBy: { eventAt: "asc" } });
	const from = new Date(eventAt.getTime() - SHORT_MS / 2);
	return { from: from.toISOString(), to: new Date(from.getTime() + SHORT_MS).toISOString() };
}

async function expectEnd(kind: FaultKind, at: keyof typeof AT, times: number, end: End): Promise<void> {
	const before = await findings();
	connected.double.fail({ kind, times, match: AT[at], ...EXPECTED[kind].with });
	const ended = await run(end.short ? await shortWindow() : WHOLE);
	expect(read(ended)).toMatch(end.reads);
	expect(isFinished(ended.status)).toBe(true);
	expect(ended.status).toBe(end.status);
	expect(ended.problem === null).toBe(end.status === "succeeded");
	expect(ended.waiting).toBeNull();
	if (end.status === "succeeded") expect(ended.rowsRead).toBe(end.rows ?? healthy.rowsRead);
	// Nothing that was accepted is lost, and nothing of it changes without a reason.
	const after = await findings();
	for (const [id, finding] of before) expect(after.get(id)).toEqual(finding);
	expect(after.size - before.size).toBe(end.found ?? 0);
	if (end.status === "failed") expect(ended.findings).toEqual({ new: 0, seen: 0, changed: 0 });
	expect(connected.double.queries.length).toBeLessThanOrEqual(MOST_QUERIES);
}

it("covers every fault", () => {
	expect(Object.keys(EXPECTED).sort()).toEqual([...FAULT_KINDS].sort());
});

describe.each(FAULT_KINDS)("%s", (kind) => {
	beforeAll(() => {
		connected.configure({
			SENTINEL_RETRY_SECONDS: "2",
			SENTINEL_QUERY_SECONDS: EXPECTED[kind].querySeconds ?? "",
		});
	});

	it.each(["hunt", "evidence"] as const)("once, in the %s query", async (at) => {
		await expectEnd(kind, at, 1, EXPECTED[kind].once[at]);
	});

	it.each(["hunt", "evidence"] as const)("every time, in the %s query", async (at) => {
		await expectEnd(kind, at, 100_000, EXPECTED[kind].lasting[at]);
	});
});

it("finds everything again when the service has recovered", async () => {
	const again = await run();
	expect(again).toMatchObject({ status: "succeeded", rowsRead: healthy.rowsRead });
	expect(again.findings).toEqual({ new: 0, seen: healthy.findings.new, changed: 0 });
});
