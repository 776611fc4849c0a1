import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, it, vi } from "vitest";
import { PreferencesProvider } from "@/components/client/preferences";
import { SNAPSHOT_FORMAT, type SnapshotDocument, snapshotDocument } from "@/lib/handovers/handovers/snapshot";
import { Numbers } from "./numbers";

const SIGNED_AT = "2026-05-04T14:00:00.000Z";
const untriaged = { count: 200, oldestAt: "2026-05-04T13:00:00.000Z", clickedThrough: 164 };
const links = Object.fromEntries(
	["intake", "decided", "reopened", "untriaged", "clickedThrough", "changed"].map((name) => [
		name,
		"/findings",
	]),
);

/** A signed handover as it is stored. */
function stored(over: { format: number; untriaged: object }): SnapshotDocument {
	return snapshotDocument.parse({
		format: over.format,
		header: {
			number: 1,
			shift: "Late",
			team: "",
			outgoing: { id: null, name: "Kim" },
			signedAt: SIGNED_AT,
			previous: null,
			workspaces: [],
			sample: false,
		},
		window: { from: "2026-05-04T06:00:00.000Z", to: SIGNED_AT, timeZone: "UTC" },
		asOf: SIGNED_AT,
		summary: "",
		numbers: {
			intake: 0,
			decided: { total: 0, byVerdict: { triaged: 0, benign: 0, escalated: 0 }, byPerson: [] },
			reopened: 0,
			backlog: { atEnd: 200, change: 0 },
			timeToDecision: null,
			untriaged: over.untriaged,
		},
		links,
		items: [],
	});
}

/** The words of the page at an instant. */
function shown(document: SnapshotDocument, now: string): string {
	vi.useFakeTimers({ now: new Date(now) });
	return renderToStaticMarkup(
		<PreferencesProvider initial={{ theme: "system", zone: "UTC", density: "comfortable" }}>
			<Numbers document={document} />
		</PreferencesProvider>,
	)
		.replace(/<[^>]*>/g, " ")
		.replace(/\s+/g, " ");
}
afterEach(() => vi.useRealTimers());

it("a signed handover shows times as of its signing, whenever it is read", () => {
	const document = stored({
		format: SNAPSHOT_FORMAT,
		untriaged: {
			...untriaged,
			oldestEventAt: "2026-05-01T07:12:00.000Z",
			clicked: { oldestAt: "2026-05-04T13:39:00.000Z", oldestEventAt: "2026-05-02T08:30:00.000Z" },
		},
	});
	const text = shown(document, SIGNED_AT);
	expect(text).toMatch(/Backlog .*waiting since 05-04 13:00 ?\(1 hour at signing\) oldest event 05-01 07:12/);
	expect(text).toMatch(
		/Clicked through 164 waiting since 05-04 13:39 ?\(21 minutes at signing\) oldest event 05-02 08:30/,
	);
	expect(shown(document, "2026-05-09T20:00:00Z")).toBe(text);
});

it('a handover of format 1 shows "not recorded" for what it lacks, and its time in the right place', () => {
	const document = stored({ format: 1, untriaged });
	const text = shown(document, "2026-05-09T20:00:00Z");
	expect(text).toMatch(
		/Backlog .*waiting since 05-04 13:00 ?\(1 hour at signing\) event time not recorded when this was signed/,
	);
	expect(text).toMatch(/Clicked through 164 times not recorded when this was signed/);
});
