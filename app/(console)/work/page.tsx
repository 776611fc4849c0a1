import type { Metadata } from "next";
import { WorkPage } from "@/components/work/work-page";

export const metadata: Metadata = { title: "My work" };

/** Read by the browser, which keeps it live. */
export default function Page() {
	return <WorkPage />;
}
