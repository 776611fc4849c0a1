import type { Metadata } from "next";
import { HistoryPage } from "@/components/handover-review/history-page";

export const metadata: Metadata = { title: "Past handovers" };

/** The rows are asked for by the browser: who may see them is known there, and can change on the page. */
export default function Page() {
	return <HistoryPage />;
}
