import type { Metadata } from "next";
import { HealthPage } from "@/components/settings/health/health-page";

export const metadata: Metadata = { title: "Health" };

/** Asking the workspaces takes seconds: the browser does, and shows how far it is. */
export default function Page() {
	return <HealthPage />;
}
