import type { Metadata } from "next";
import { HandoversPage } from "@/components/handovers/pages/handovers-page";

export const metadata: Metadata = { title: "Handovers" };

export default function Page() {
	return <HandoversPage />;
}
