import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageContext } from "@/app/context";
import { CasePage } from "@/components/cases/case-page/case-page";
import { getCase } from "@/lib/cases/cases/get";
import { AppError } from "@/lib/core/errors";
import { visibleText } from "@/lib/core/visible-text";

interface Props {
	readonly params: Promise<{ number: string }>;
}

/** Once a request, for the title and the page. */
const caseOf = cache(async (number: string) => {
	const ctx = await pageContext();
	try {
		return await getCase(ctx, number);
	} catch (error) {
		if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) return null;
		throw error;
	}
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const found = await caseOf((await params).number);
	return { title: found === null ? "Case not found" : `#${found.number} ${visibleText(found.title)}` };
}

export default async function Page({ params }: Props) {
	const found = await caseOf((await params).number);
	if (found === null) notFound();
	return <CasePage key={found.id} initial={found} />;
}
