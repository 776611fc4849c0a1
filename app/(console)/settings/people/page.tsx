import type { Metadata } from "next";
import { PeoplePage } from "@/components/settings/people/people-page";

export const metadata: Metadata = { title: "People" };

/** The list is asked for by the browser: who may see it is known there, and can change on the page. */
export default function Page() {
	return <PeoplePage />;
}
