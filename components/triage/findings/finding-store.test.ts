import { describe, expect, it, vi } from "vitest";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { FindingStore, type PendingDecision } from "./finding-store";

const finding = (version: number, status: FindingSummary["status"] = "new"): FindingSummary => ({
	id: "f1",
	version,
	status,
	workspaceId: "w",
	sample: false,
	huntId: "h",
	accountUpn: "anna@contoso.com",
	clickedThrough: true,
	threatTypes: ["Phish"],
	eventAt: "2026-05-01T00:00:00.000Z",
	hasEvidence: true,
	url: null,
	actionType: null,
	workload: null,
	ipAddress: null,
	firstSeenAt: "2026-05-01T00:00:00.000Z",
	lastSeenAt: "2026-05-01T00:00:00.000Z",
	decision: null,
	changes: null,
});
const pending = (status: "triaged" | "benign"): PendingDecision => ({
	status,
	decision: {
		id: null,
		verdict: status,
		reason: null,
		note: null,
		at: "2026-05-01T00:00:00.000Z",
		by: { id: "p", name: "P", verified: false },
	},
});

describe("FindingStore", () => {
	it("shows the newest version, also when an older response arrives late", () => {
		const store = new FindingStore();
		store.learn([finding(2, "benign")]);
		store.learn([finding(1, "new")]);
		expect(store.shown(finding(1)).status).toBe("benign");
		expect(store.shown(finding(3, "changed")).status).toBe("changed");
	});

	it("shows a pending decision, and reverts it when it ends without a response", () => {
		const store = new FindingStore();
		const decision = pending("triaged");
		store.begin([finding(1)], decision);
		expect(store.shown(finding(1)).status).toBe("triaged");
		expect(store.newest(finding(1)).version).toBe(1);
		expect(store.isPending("f1")).toBe(true);
		store.end(["f1"], decision);
		expect(store.shown(finding(1)).status).toBe("new");
	});

	it("keeps a second decision when the first one ends", () => {
		const store = new FindingStore();
		const first = pending("triaged");
		store.begin([finding(1)], first);
		store.begin([finding(1)], pending("benign"));
		store.end(["f1"], first);
		expect(store.shown(finding(1)).status).toBe("benign");
	});

	it("notifies its listeners of changes, not of what it already had", () => {
		const store = new FindingStore();
		const listener = vi.fn();
		store.subscribe(listener);
		store.learn([finding(1)]);
		store.learn([finding(1)]);
		expect(listener).toHaveBeenCalledTimes(1);
		expect(store.turn()).toBe(1);
	});

	it("returns the version that was on the screen, not the newest one received", () => {
		const store = new FindingStore();
		const seen = finding(1);
		store.learn([finding(2, "escalated")]);
		expect(store.seen(seen)).toBe(1);
		expect(store.changedSince(seen)).toMatchObject({ version: 2, status: "escalated" });
		expect(store.changedSince(finding(2, "escalated"))).toBeNull();
	});

	it("keeps the version on the screen while a decision is pending, also when others decide in the meantime", () => {
		const store = new FindingStore();
		store.begin([finding(1)], pending("triaged"));
		store.learn([finding(2, "escalated")]);
		expect(store.shown(finding(1))).toMatchObject({ status: "triaged", version: 1 });
		expect(store.changedSince(finding(1)), "not known yet whose it is").toBeNull();
	});

	it("follows this page's own decisions, and stops where another person has decided", () => {
		const store = new FindingStore();
		const seen = finding(1);
		store.made("f1", 1, 2);
		store.made("f1", 2, 3);
		store.learn([finding(3, "triaged")]);
		expect(store.seen(seen)).toBe(3);
		expect(store.changedSince(seen)).toBeNull();
		store.learn([finding(4, "escalated")]);
		expect(store.seen(seen)).toBe(3);
		expect(store.changedSince(seen)).toMatchObject({ version: 4 });
		expect(store.seen({ id: "f2", version: 1 })).toBe(1);
	});
});
