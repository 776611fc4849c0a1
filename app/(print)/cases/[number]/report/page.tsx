import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findOnce } from "@/app/page-data";
import { ReportPage } from "@/components/cases/report/report-page";
import { makeReport } from "@/lib/cases/report/make";

interface Props {
	readonly params: Promise<{ number: string }>;
}

const findReport = findOnce((ctx, number) => makeReport(ctx, number, "print"));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: `Report of case ${(await params).number}` };
}

export default async function Page({ params }: Props) {
	return <ReportPage report={(await findReport((await params).number)) ?? notFound()} />;
}
