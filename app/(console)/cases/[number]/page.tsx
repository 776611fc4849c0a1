import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findOnce } from "@/app/page-data";
import { CasePage } from "@/components/cases/case-page/case-page";
import { getCase } from "@/lib/cases/cases/get";
import { visibleText } from "@/lib/core/visible-text";

interface Props {
	readonly params: Promise<{ number: string }>;
}

const findCase = findOnce(getCase);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	const found = await findCase((await params).number);
	return { title: found === null ? "Case not found" : `#${found.number} ${visibleText(found.title)}` };
}

export default async function Page({ params }: Props) {
	const found = (await findCase((await params).number)) ?? notFound();
	return <CasePage key={found.id} initial={found} />;
}
