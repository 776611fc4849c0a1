import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findOnce } from "@/app/page-data";
import { RunPage } from "@/components/triage/runs/run-page";
import { getRunDetail } from "@/lib/triage/runs/get-run";

interface Props {
	readonly params: Promise<{ id: string }>;
}

const findRun = findOnce(getRunDetail);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const run = await findRun((await params).id);
	return { title: run === null ? "Run not found" : `Run of ${run.huntName}` };
}

export default async function Page({ params }: Props) {
	const { id } = await params;
	return <RunPage key={id} detail={(await findRun(id)) ?? notFound()} />;
}
