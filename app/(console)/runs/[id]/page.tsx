import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageContext } from "@/app/context";
import { RunPage } from "@/components/triage/runs/run-page";
import { AppError } from "@/lib/core/errors";
import type { RunDetail } from "@/lib/triage/catalogue/schema";
import { getRunDetail } from "@/lib/triage/runs/get-run";

interface Props {
	readonly params: Promise<{ id: string }>;
}

/** The run, or null when there is none, or when its id is none. */
const findRun = cache(async (id: string): Promise<RunDetail | null> => {
	try {
		return await getRunDetail(await pageContext(), id);
	} catch (error) {
		if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_input"))
			return null;
		throw error;
	}
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const run = await findRun((await params).id).catch(() => undefined);
	if (run === undefined) return { title: "Run" };
	return { title: run === null ? "Run not found" : `Run of ${run.huntName}` };
}

export default async function Page({ params }: Props) {
	const { id } = await params;
	const detail = await findRun(id);
	if (detail === null) notFound();
	return <RunPage key={id} detail={detail} />;
}
