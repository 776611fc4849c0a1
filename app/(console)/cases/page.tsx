import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { CasesPage } from "@/components/cases/cases-page";
import { listCases } from "@/lib/cases/list";

export const metadata: Metadata = { title: "Cases" };

export default async function Page() {
	const ctx = await pageContext();
	// What fails here the browser asks for again, and shows why it fails.
	return <CasesPage initial={await listCases(ctx, {}).catch(() => null)} />;
}
