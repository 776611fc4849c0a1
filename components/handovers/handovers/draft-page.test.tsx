import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { MeContext } from "@/components/client/me";
import { PreferencesProvider } from "@/components/client/preferences";
import { SignedPage } from "@/components/handovers/pages/signed-page";
import { blocking } from "@/lib/handovers/handovers/rules";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { snapshotDocument } from "@/lib/handovers/handovers/snapshot";
import { DraftPage } from "./draft-page";

const AT = "2026-05-04T14:00:00.000Z";
const links = Object.fromEntries(
	["intake", "decided", "reopened", "untriaged", "clickedThrough", "changed"].map((name) => [
		name,
		"/findings",
	]),
);

/** A handover of so many open cases, of which nobody has planned anything. */
function handover(count: number, status: "draft" | "signed"): HandoverDetail {
	const document = snapshotDocument.parse({
		format: 2,
		header: {
			number: 1,
			shift: "Handover",
			team: "",
			outgoing: { id: null, name: "Kim" },
			signedAt: status === "draft" ? null : AT,
			previous: null,
			workspaces: [],
			sample: false,
		},
		window: { from: AT, to: AT, timeZone: "UTC" },
		asOf: AT,
		summary: "",
		numbers: {
			intake: 0,
			decided: { total: 0, byVerdict: { triaged: 0, benign: 0, escalated: 0 }, byPerson: [] },
			reopened: 0,
			backlog: { atEnd: 0, change: 0 },
			timeToDecision: null,
			untriaged: { count: 0, oldestAt: null, clickedThrough: 0 },
		},
		links,
		items: Array.from({ length: count }, (_, n) => ({
			item: `case:${n}`,
			kind: "case",
			title: `#${n + 1} Campaign`,
			href: `/cases/${n + 1}`,
			stability: n % 4 === 0 ? "watcher" : "stable",
			judged: false,
			position: null,
			facts: [],
			case: {
				number: n + 1,
				severity: n % 4 === 0 ? "high" : "low",
				status: "open",
				owner: null,
				createdAt: AT,
				findings: 1,
				version: 1,
			},
			known: "",
			hypothesis: "",
			nextAction: null,
			waiting: { for: "The user", since: AT },
			contingency: "",
			note: "",
			explanation: "",
			omission: null,
			sample: false,
		})),
		resolved: [],
	});
	return {
		id: "00000000-0000-7000-8000-000000000001",
		number: 1,
		status,
		version: 1,
		document,
		plannedTo: null,
		notes: {},
		blocking: document.items.map((item) => ({
			item: item.item,
			title: item.title,
			missing: blocking(item),
		})),
		hash: status === "draft" ? null : "0".repeat(64),
		signedAt: status === "draft" ? null : AT,
		acknowledgedAt: null,
	};
}

const QUERY = { isError: false as const, error: null, isFetching: false, refetch: () => Promise.reject() };

function render(page: ReactNode): string {
	const me = {
		id: "kim",
		name: "Kim",
		verified: true,
		role: "lead" as const,
		workspaces: null,
		open: false,
		may: ["handovers.write" as const],
	};
	return renderToStaticMarkup(
		<QueryClientProvider client={new QueryClient()}>
			<MeContext value={me}>
				<PreferencesProvider initial={{ theme: "system", zone: "UTC", density: "comfortable" }}>
					{page}
				</PreferencesProvider>
			</MeContext>
		</QueryClientProvider>,
	);
}

const elements = (markup: string) => markup.match(/<[a-z]/g)?.length ?? 0;

it("a draft of 308 open cases opens with few elements, and counts all of them", () => {
	const draft = handover(308, "draft");
	const markup = render(<DraftPage of={draft} query={QUERY as never} />);
	expect(elements(markup)).toBeLessThan(3_000);
	const text = markup.replace(/<[^>]*>/g, "");
	expect(text).toContain("Before signing, 308 items need something");
	expect(text).toContain("Watch 77");
	expect(text).toContain("Stable 231");
	expect(text).toContain("Show 191 more: Stable");
	expect(text).toContain("Waiting on answers: 308");
});

it("a signed handover of 308 open cases opens with few elements", () => {
	const markup = render(<SignedPage of={handover(308, "signed")} />);
	expect(elements(markup)).toBeLessThan(3_000);
	expect(markup.replace(/<[^>]*>/g, "")).toContain("Stable 231");
});

it("a short handover is expanded", () => {
	const text = render(<SignedPage of={handover(3, "signed")} />).replace(/<[^>]*>/g, "");
	expect(text.match(/What we know/g)).toHaveLength(3);
});
