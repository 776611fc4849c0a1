import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { HuntsPage } from "@/components/triage/hunt-pages/hunts-page";
import { listHunts } from "@/lib/triage/hunts/list";

export const metadata: Metadata = { title: "Hunts" };

export default async function Page() {
	const ctx = await pageContext();
	// What fails here the browser asks for again, and shows why it fails.
	return <HuntsPage initial={await listHunts(ctx).catch(() => null)} />;
}
