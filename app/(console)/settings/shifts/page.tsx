import type { Metadata } from "next";
import { ShiftsPage } from "@/components/handovers/handovers/shifts-page";

export const metadata: Metadata = { title: "Shifts" };

export default function Page() {
	return <ShiftsPage />;
}
