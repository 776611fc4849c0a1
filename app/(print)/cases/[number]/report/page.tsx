import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "@/app/context";
import { ReportPage } from "@/components/cases/report/report-page";
import { makeReport } from "@/lib/cases/report/make";
import { AppError } from "@/lib/core/errors";

interface Props {
	readonly params: Promise<{ number: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: `Report of case ${(await params).number}` };
}

export default async function Page({ params }: Props) {
	const ctx = await pageContext();
	const { number } = await params;
	try {
		return <ReportPage report={await makeReport(ctx, number, "print")} />;
	} catch (error) {
		if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
		throw error;
	}
}
