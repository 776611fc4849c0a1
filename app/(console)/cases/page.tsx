import type { Metadata } from "next";
import { CasesPage } from "@/components/cases/case-page/cases-page";

export const metadata: Metadata = { title: "Cases" };

export default function Page() {
	return <CasesPage />;
}
