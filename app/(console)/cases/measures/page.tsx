import type { Metadata } from "next";
import { MeasuresPage } from "@/components/cases/deadlines/measures-page";

export const metadata: Metadata = { title: "Time measures" };

/** Started by the browser, which knows the period. */
export default function Page() {
	return <MeasuresPage />;
}
