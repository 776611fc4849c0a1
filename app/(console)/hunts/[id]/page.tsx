import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/context";
import { HuntPage } from "@/components/triage/hunt-pages/hunt-page";
import { AppError } from "@/lib/core/errors";
import { huntTitle } from "@/lib/triage/catalogue/title";
import { getHunt } from "@/lib/triage/hunts/get";
import { listRuns } from "@/lib/triage/runs/list-runs";

interface Props {
	readonly params: Promise<{ id: string }>;
}

/** Next hands the segment over as the address has it. */
async function huntId({ params }: Props): Promise<string> {
	const { id } = await params;
	try {
		return decodeURIComponent(id);
	} catch {
		return id;
	}
}

function isNotFound(error: unknown): boolean {
	return error instanceof AppError && error.code === "not_found";
}

export async function generateMetadata(props: Props): Promise<Metadata> {
	const [ctx, id] = await Promise.all([pageContext(), huntId(props)]);
	try {
		return { title: await huntTitle(ctx, id) };
	} catch (error) {
		return { title: isNotFound(error) ? "Hunt not found" : "Hunt" };
	}
}

export default async function Page(props: Props) {
	const [ctx, id] = await Promise.all([pageContext(), huntId(props)]);
	const [hunt, runs] = await Promise.all([
		// What fails here the browser asks for again, and shows why it fails.
		getHunt(ctx, id).catch((error) => {
			if (isNotFound(error)) notFound();
			return null;
		}),
		listRuns(ctx, { hunt: id }).then(
			({ items }) => items,
			() => null,
		),
	]);
	return <HuntPage key={id} id={id} hunt={hunt} runs={runs} />;
}
