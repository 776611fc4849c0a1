/** The triage page in a component test, with the list and the counts that the server drew it with. */
import { screen, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { Triage } from "@/components/decisions/triage";
import { LiveProvider } from "@/components/parts/live/live-provider";
import { facetsKey, listKey, readTriageUrl } from "@/components/triage/findings/url";
import type { HuntList } from "@/lib/triage/catalogue/schema";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { renderPage } from "./page";
import { detail, facets } from "./records";
import { answer } from "./server";

const NO_HUNTS: HuntList = {
	hunts: [],
	total: 0,
	nextCursor: null,
	refusedTotal: 0,
	refused: [],
	reading: null,
};

/** @param search the address's parameters @param live opens the stream of what others change */
export function openTriage(
	findings: readonly FindingSummary[],
	{ search = "", live = false }: { search?: string; live?: boolean } = {},
): UserEvent {
	const url = readTriageUrl(Object.fromEntries(new URLSearchParams(search)));
	const at = new Date().toISOString();
	answer({
		"GET /api/findings": () => ({ items: findings, nextCursor: null, asOf: at }),
		"GET /api/findings/facets": () => facets(findings),
		"GET /api/findings/{id}": ({ name }) => detail(findings.find(({ id }) => id === name) as FindingSummary),
		"GET /api/hunts": () => NO_HUNTS,
	});
	const page = (
		<Triage
			columnChoices={{}}
			initial={{
				listKey: listKey(url),
				facetsKey: facetsKey(url),
				at,
				page: { items: findings, nextCursor: null, asOf: at },
				facets: facets(findings),
				hunts: NO_HUNTS,
				finding: null,
			}}
		/>
	);
	return renderPage(live ? <LiveProvider>{page}</LiveProvider> : page, { search });
}

/** The accounts of the list's rows, from the top. */
export function listed(): string[] {
	const table = screen.getByRole("table", { name: "Findings" });
	return [...table.querySelectorAll("tr[data-id]")].map(
		(row) => /user\d+/.exec(row.textContent ?? "")?.[0] ?? "",
	);
}

/** The account of the row that has the focus; undefined when no row has it. */
export function focused(): string | undefined {
	return /user\d+/.exec(document.activeElement?.closest("tr[data-id]")?.textContent ?? "")?.[0];
}

/** The count beside a status above the list. */
export function countOf(status: string): string {
	const group = screen.getByRole("radiogroup", { name: "Status" });
	const segment = within(group).getByRole("radio", { name: new RegExp(`^${status}`) });
	return /[\d,]+$/.exec(segment.textContent ?? "")?.[0] ?? segment.textContent ?? "";
}
