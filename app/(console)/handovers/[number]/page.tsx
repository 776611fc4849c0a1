import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageContext } from "@/app/context";
import { handoverTitle } from "@/components/handovers/handovers/title";
import { HandoverPage } from "@/components/handovers/pages/handover-page";
import { AppError } from "@/lib/core/errors";
import { getHandover } from "@/lib/handovers/handovers/get";

interface Props {
	readonly params: Promise<{ number: string }>;
}

/** Once a request, for the title and the page. */
const handoverOf = cache(async (number: string) => {
	const ctx = await pageContext();
	try {
		return await getHandover(ctx, number);
	} catch (error) {
		if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) return null;
		throw error;
	}
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const found = await handoverOf((await params).number);
	return { title: found === null ? "Handover not found" : handoverTitle(found) };
}

export default async function Page({ params }: Props) {
	const found = await handoverOf((await params).number);
	if (found === null) notFound();
	return <HandoverPage key={found.id} initial={found} />;
}
