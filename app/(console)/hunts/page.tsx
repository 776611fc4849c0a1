import type { Metadata } from "next";
import { pageContext } from "@/app/context";
import { orLater } from "@/app/page-data";
import { HuntsPage } from "@/components/triage/hunt-pages/hunts-page";
import { listHunts } from "@/lib/triage/hunts/list";

export const metadata: Metadata = { title: "Hunts" };

export default async function Page() {
	return <HuntsPage initial={await orLater("hunts", listHunts(await pageContext()))} />;
}
