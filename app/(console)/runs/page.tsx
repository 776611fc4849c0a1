import type { Metadata } from "next";
import { RunLogPage } from "@/components/triage/runs/run-log-page";

export const metadata: Metadata = { title: "Runs" };

/** The rows are asked for by the browser: the address says which. */
export default function Page() {
	return <RunLogPage />;
}
