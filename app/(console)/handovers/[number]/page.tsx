import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findOnce } from "@/app/page-data";
import { handoverTitle } from "@/components/handovers/handovers/title";
import { HandoverPage } from "@/components/handovers/pages/handover-page";
import { getHandover } from "@/lib/handovers/handovers/get";

interface Props {
	readonly params: Promise<{ number: string }>;
}

const findHandover = findOnce(getHandover);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const found = await findHandover((await params).number);
	return { title: found === null ? "Handover not found" : handoverTitle(found) };
}

export default async function Page({ params }: Props) {
	const found = (await findHandover((await params).number)) ?? notFound();
	return <HandoverPage key={found.id} initial={found} />;
}
