import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/context";
import { findOnce, orLater } from "@/app/page-data";
import { HuntPage } from "@/components/triage/hunt-pages/hunt-page";
import { huntTitle } from "@/lib/triage/catalogue/title";
import { getHunt } from "@/lib/triage/hunts/get";
import { listRuns } from "@/lib/triage/runs/list-runs";

interface Props {
	readonly params: Promise<{ id: string }>;
}

/** The hunt's name. While the hunt files can't be read, the page opens all the same and says so. */
const findTitle = findOnce(huntTitle, "Hunt");

/** Next hands the segment over as the address has it. */
async function huntId({ params }: Props): Promise<string> {
	const { id } = await params;
	try {
		return decodeURIComponent(id);
	} catch {
		return id;
	}
}

export async function generateMetadata(props: Props): Promise<Metadata> {
	return { title: (await findTitle(await huntId(props))) ?? "Hunt not found" };
}

export default async function Page(props: Props) {
	const [ctx, id] = await Promise.all([pageContext(), huntId(props)]);
	if ((await findTitle(id)) === null) notFound();
	const [hunt, runs] = await Promise.all([
		orLater("hunt", getHunt(ctx, id)),
		orLater("hunt's runs", listRuns(ctx, { hunt: id })),
	]);
	return <HuntPage key={id} id={id} hunt={hunt} runs={runs?.items ?? null} />;
}
