import type { Metadata } from "next";
import { cookies } from "next/headers";
import { pageContext } from "@/app/context";
import { orLater } from "@/app/page-data";
import { Triage } from "@/components/decisions/triage";
import type { RawParams } from "@/components/parts/filters/url-params";
import { COLUMNS_COOKIE, readColumnChoices } from "@/components/triage/findings/column-choices";
import type { InitialTriage } from "@/components/triage/findings/queries";
import { facetsKey, listKey, readTriageUrl, toFilter, toListInput } from "@/components/triage/findings/url";
import { FOUND_HUNTS } from "@/lib/triage/catalogue/schema";
import { findingFacets } from "@/lib/triage/findings/facets";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { listHunts } from "@/lib/triage/hunts/list";

export const metadata: Metadata = { title: "Findings" };

/** Rows of the first paint: what a tall screen shows. */
const FIRST_ROWS = 100;

export default async function FindingsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
	const [ctx, raw, jar] = await Promise.all([pageContext(), searchParams, cookies()]);
	const url = readTriageUrl(raw);
	const at = ctx.now();
	const [page, facets, hunts, finding] = await Promise.all([
		orLater("findings", listFindings(ctx, { ...toListInput(url, at), limit: FIRST_ROWS })),
		orLater("facets", findingFacets(ctx, toFilter(url, at))),
		orLater("hunts", listHunts(ctx, FOUND_HUNTS)),
		url.finding === null ? null : orLater("finding", getFinding(ctx, url.finding)),
	]);
	const initial: InitialTriage = {
		listKey: listKey(url),
		facetsKey: facetsKey(url),
		at: at.toISOString(),
		page,
		facets,
		hunts,
		finding,
	};
	return <Triage initial={initial} columnChoices={readColumnChoices(jar.get(COLUMNS_COOKIE)?.value)} />;
}
